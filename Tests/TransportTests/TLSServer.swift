import LatchkeyTestSupport

/// A server that speaks TLS with a certificate nobody has signed, by the openssl tool.
final class TLSServer: Sendable {
    private let folder: TemporaryFolder
    private let process: ChildProcess
    let port: UInt16

    /// Whether the tool is there.
    static let isAvailable = (try? Subprogram.run("openssl", ["version"])) != nil

    /// Serves under the name localhost alone; nil when the tool does not start serving.
    init?(options: [String] = []) throws {
        folder = try TemporaryFolder()
        let key = folder.path + "/key.pem"
        let certificate = folder.path + "/certificate.pem"
        let making = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ]
        try Subprogram.run("openssl", making)
        let serving = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key",
            key,
        ]
        guard let process = ChildProcess(serving + options) else { return nil }
        var port: UInt16?
        while port == nil, let line = process.readLine() {
            guard line.hasPrefix("ACCEPT "), let colon = line.lastIndex(of: ":") else { continue }
            port = UInt16(line[line.index(after: colon)...])
        }
        guard let port else {
            process.stop()
            return nil
        }
        self.process = process
        self.port = port
    }

    /// What a client must be told to trust.
    var certificate: String { folder.path + "/certificate.pem" }

    func stop() {
        process.stop()
    }
}
