import LatchkeyTestSupport

/// An HTTP/2 server for the length of a test: nghttpx before a backend, behind a relay that counts
/// and cuts connections.
///
/// nghttpx listens on a socket in a folder of its own, so no port can be taken from it.
final class HTTP2Front: Sendable {
    /// nghttpx could not be started or did not begin to listen.
    struct Missing: Error, CustomStringConvertible {
        let description =
            "needs nghttpx: .make/test-setup installs it, as does apt-get install nghttp2-proxy"
    }

    /// Whom a backend at a port is spoken to in.
    enum Backend: String { case http1 = "http/1.1", http2 = "h2" }

    private let folder: TemporaryFolder
    private let process: ChildProcess
    let relay: SocketRelay

    init(before port: UInt16, speaking backend: Backend = .http1) throws {
        folder = try TemporaryFolder()
        let certificate = folder.path + "/certificate.pem"
        let key = folder.path + "/key.pem"
        let making = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ]
        try Subprogram.run("openssl", making)
        let socket = folder.path + "/socket"
        let options = [
            "--conf=/dev/null", "--single-process", "--single-thread", "--no-ocsp",
            "--frontend=unix:\(socket)", "--backend=127.0.0.1,\(port);;proto=\(backend.rawValue)",
            "--errorlog-file=/dev/stdout", "--log-level=NOTICE",
            "--accesslog-file=/dev/stdout", "--accesslog-format=answered $alpn $method $path",
            key, certificate,
        ]
        // Not everybody's path has the folder of servers.
        let started =
            ChildProcess(["nghttpx"] + options) ?? ChildProcess(["/usr/sbin/nghttpx"] + options)
        guard let process = started else { throw Missing() }
        while let line = process.readLine() {
            guard line.contains("Listening on UNIX domain socket") else { continue }
            guard let relay = SocketRelay(to: socket) else { break }
            self.process = process
            self.relay = relay
            return
        }
        process.stop()
        throw Missing()
    }

    var url: String { "https://localhost:\(relay.port)" }

    /// What a client must be told to trust.
    var certificate: String { folder.path + "/certificate.pem" }

    /// The next answers nghttpx has logged: protocol, method and path of each.
    func answers(_ count: Int) -> [String] {
        var answers: [String] = []
        while answers.count < count, let line = process.readLine() {
            let start = "answered "
            if line.hasPrefix(start) { answers.append(String(line.dropFirst(start.count))) }
        }
        return answers
    }

    func stop() {
        relay.stop()
        process.stop()
    }
}
