import Documents

/// Control calls to a sandbox on this machine; as much HTTP as that takes.
struct LoopbackClient: Sendable {
    private let server: String
    private let port: UInt16

    private static let answerLimit = 1 << 20

    /// Takes `http://127.0.0.1:PORT` or `http://localhost:PORT`.
    init(_ server: String) throws(SeedError) {
        let authority = server.hasSuffix("/") ? server.dropLast() : server[...]
        for host in ["http://127.0.0.1:", "http://localhost:"] where authority.hasPrefix(host) {
            guard let port = UInt16(authority.dropFirst(host.count)), port > 0 else { break }
            self.server = server
            self.port = port
            return
        }
        throw .badServer(server)
    }

    /// Posts a JSON body, waits, and reads the JSON answer of a 200.
    func post(_ path: String, _ body: JSONValue) throws(SeedError) -> JSONValue {
        let bytes = body.compactText()
        let head =
            "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(bytes.count)\r\n"
            + "Connection: close\r\n\r\n"
        let reply: [UInt8]
        do throws(SocketFailure) {
            let socket = try LoopbackSocket(port: port)
            try socket.send(Array(head.utf8) + bytes)
            reply = try socket.receive(limit: Self.answerLimit)
        } catch {
            throw .unreachable(server, code: error.code)
        }
        let (status, answer) = Self.read(reply)
        guard let answer else { throw .refused(status: status, message: "no JSON came back") }
        guard status == 200 else {
            throw .refused(status: status, message: answer["error"]?.string ?? "no reason given")
        }
        return answer
    }

    private static func read(_ reply: [UInt8]) -> (status: Int, body: JSONValue?) {
        let text = String(decoding: reply.prefix(64), as: UTF8.self)
        let status = Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0
        guard let gap = reply.firstRange(of: Array("\r\n\r\n".utf8)) else { return (status, nil) }
        return (status, try? JSONValue(parsing: reply[gap.upperBound...]))
    }
}
