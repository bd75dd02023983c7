import Documents
import Glibc
import Transport

/// A sandbox in its own process, and the control calls the bench needs.
final class SandboxProcess {
    /// `http://127.0.0.1:PORT`.
    let url: String
    let port: Int
    private let process: pid_t
    private let transport: CurlTransport

    /// What came since the log was last cleared.
    struct Log {
        let calls: Int
        let connections: Int
        let mostAtOnce: Int
    }

    /// Starts it at a port, 0 for any that is free, and waits until it listens.
    ///
    /// `latency` is in milliseconds.
    init(_ program: String, port: Int, latency: Int, environment: [String: String]) throws {
        transport = try CurlTransport()
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw BenchError("no pipe can be made") }
        defer { close(ends[0]) }
        let arguments = [program, "--port", "\(port)", "--latency", "\(latency)", "--quiet"]
        process = try unsafe Child.start(arguments, environment: environment) { actions in
            _ = unsafe posix_spawn_file_actions_adddup2(actions, ends[1], 1)
            _ = unsafe posix_spawn_file_actions_addclose(actions, ends[0])
            _ = unsafe posix_spawn_file_actions_addclose(actions, ends[1])
        }
        close(ends[1])
        guard let url = Self.line(from: ends[0]).split(separator: " ").last,
            let port = url.split(separator: ":").last.flatMap({ Int($0) })
        else { throw BenchError("the sandbox does not start") }
        self.url = String(url)
        self.port = port
    }

    /// Ends it, and waits until it is gone.
    func stop() async {
        await transport.shutdown()
        kill(process, SIGTERM)
        var status: CInt = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Forgets all grants and the log.
    func reset() async throws { _ = try await control("POST", "reset") }

    func clearLog() async throws { _ = try await control("DELETE", "log") }

    func log() async throws -> Log {
        let log = try await control("GET", "log")
        return Log(
            calls: log["total"]?.integer ?? 0,
            connections: log["connections"]?.integer ?? 0,
            mostAtOnce: log["most_at_once"]?.integer ?? 0
        )
    }

    private func control(_ method: String, _ path: String) async throws -> JSONValue {
        let request = HTTPRequest(method: method, url: "\(url)/sandbox/\(path)", kind: .spend)
        let response = try await transport.send(request)
        guard response.status == 200 else {
            throw BenchError("the sandbox answers \(response.status) to \(method) \(path)")
        }
        return try JSONValue(parsing: response.body)
    }

    private static func line(from descriptor: Int32) -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
