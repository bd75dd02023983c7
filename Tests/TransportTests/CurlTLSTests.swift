import LatchkeyTestSupport
import Testing
import Transport

@Suite("TLS of the curl transport", .enabled(if: TLSServer.isAvailable, "needs the openssl tool"))
struct CurlTLSTests {
    private func send(
        to host: String,
        _ server: TLSServer,
        trusting authorities: CertificateAuthorities
    ) async throws -> HTTPResponse {
        var configuration = CurlConfiguration.patient
        configuration.authorities = authorities
        let transport = try CurlTransport(configuration: configuration)
        let request = HTTPRequest(
            method: "GET",
            url: "https://\(host):\(server.port)/?t0ps3cret",
            headers: [("Authorization", "t0ps3cret")],
            kind: .spend
        )
        let outcome = await Result { try await transport.send(request) }
        await transport.shutdown()
        return try outcome.get()
    }

    private func expectRefusal(
        of host: String,
        _ server: TLSServer,
        trusting authorities: CertificateAuthorities
    ) async throws -> TransportError {
        let error = try await #require(throws: TransportError.self) {
            try await send(to: host, server, trusting: authorities)
        }
        #expect(error.phase == .connecting)
        #expect(error.reasonCode == .tls)
        #expect(!error.description.contains("t0ps3cret"))
        return error
    }

    @Test("believes the authorities it is told to")
    func trusted() async throws {
        let server = try #require(try TLSServer())
        defer { server.stop() }
        let response = try await send(
            to: "localhost",
            server,
            trusting: .custom(file: server.certificate, folder: nil)
        )
        #expect(response.status == 200)
    }

    @Test("refuses a certificate nobody has signed, before anything is sent")
    func selfSigned() async throws {
        let server = try #require(try TLSServer())
        defer { server.stop() }
        let error = try await expectRefusal(of: "localhost", server, trusting: .system)
        #expect(error.code == 60)
        #expect(error.reason.contains("certificate"))
    }

    @Test("refuses a certificate for another name")
    func otherName() async throws {
        let server = try #require(try TLSServer())
        defer { server.stop() }
        let error = try await expectRefusal(
            of: "127.0.0.1",
            server,
            trusting: .custom(file: server.certificate, folder: nil)
        )
        #expect(error.code == 60)
    }

    @Test("refuses to speak TLS older than 1.2")
    func oldVersion() async throws {
        let server = try #require(
            try TLSServer(options: ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
        )
        defer { server.stop() }
        _ = try await expectRefusal(
            of: "localhost",
            server,
            trusting: .custom(file: server.certificate, folder: nil)
        )
    }

    @Test("says so when the file of authorities is missing")
    func missingFile() async throws {
        let server = try #require(try TLSServer())
        defer { server.stop() }
        let error = try await expectRefusal(
            of: "localhost",
            server,
            trusting: .custom(file: "/nowhere.pem", folder: nil)
        )
        #expect(error.code == 77)
    }
}

extension Result where Failure == any Error {
    /// The outcome of work that takes its time.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
