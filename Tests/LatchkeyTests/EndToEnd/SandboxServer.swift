import Documents
import LatchkeyTestSupport
import Subprocess
import Testing
import Transport

/// A running `latchkey-sandbox`, and the calls that set its scene and look behind it.
struct SandboxServer: Sendable {
    /// `http://127.0.0.1:PORT`.
    let url: String
    private let transport: CurlTransport

    private static let turnstile = Turnstile(12)

    /// Runs the real program on a free port for as long as `body` runs.
    static func serving(
        _ options: String...,
        body: (SandboxServer) async throws -> Void
    ) async throws {
        await turnstile.enter()
        let ended: Result<Int32, any Error>
        do {
            ended = .success(try await run(options, body))
        } catch {
            ended = .failure(error)
        }
        await turnstile.leave()
        #expect(try ended.get() == 143)
    }

    private static func run(
        _ options: [String],
        _ body: (SandboxServer) async throws -> Void
    ) async throws -> Int32 {
        let transport = try CurlTransport(configuration: .patient)
        let folder = try TemporaryFolder()
        let options = ["serve", "--port", "0", "--quiet"] + options
        let ended = try await Program.talk("latchkey-sandbox", options, in: folder.path) { talk in
            let line = try await talk.line(with: "listening on ")
            let url = try #require(line.split(separator: " ").last)
            try await body(SandboxServer(url: String(url), transport: transport))
            try talk.send(.terminate)
        }
        await transport.shutdown()
        return ended.status
    }

    /// The options by which `latchkey` finds the emulated servers.
    var serverOptions: [String] {
        realProviders + ["--server", "strict.main=\(url)/strict"]
    }

    /// Those of the providers that have a pipeline file in the project.
    var realProviders: [String] {
        [
            "instagram.www=\(url)/instagram/www", "instagram.api=\(url)/instagram/api",
            "instagram.graph=\(url)/instagram/graph", "spotify.accounts=\(url)/spotify/accounts",
            "spotify.api=\(url)/spotify/api/v1",
        ].flatMap { ["--server", $0] }
    }

    /// What the person's browser ends at once they have decided on the provider's page.
    func consent(to page: String, as person: String?) async throws -> String {
        let decision = person.map { "allow&as=\($0)" } ?? "deny"
        let request = HTTPRequest(method: "GET", url: "\(page)&auto=\(decision)", kind: .spend)
        let response = try await transport.send(request)
        return try #require(response.header("Location"), "\(response.status)")
    }

    /// Opens an address as a browser would.
    func visit(_ url: String) async throws -> HTTPResponse {
        try await transport.send(HTTPRequest(method: "GET", url: url, kind: .spend))
    }

    /// Calls `/sandbox/…`.
    @discardableResult
    func control(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        let request = HTTPRequest(
            method: method,
            url: "\(url)/sandbox/\(path)",
            headers: [("Content-Type", "application/json")],
            body: body?.compactText(),
            kind: .spend
        )
        let response = try await transport.send(request)
        let text = String(decoding: response.body, as: UTF8.self)
        try #require(response.status == 200, "\(path): \(text)")
        return try JSONValue(parsing: response.body)
    }

    /// How often an endpoint was called, whatever it answered.
    func calls(to endpoint: String) async throws -> Int {
        let log = try await control("GET", "log")
        let calls = try #require(log["calls"]?.array)
        return calls.filter { $0["endpoint"]?.string == endpoint }
            .reduce(0) { $0 + ($1["count"]?.integer ?? 0) }
    }

    /// What the provider thinks of a person's newest grant.
    func grant(_ provider: String, _ person: String) async throws -> JSONValue {
        let grants = try await control("GET", "grants/\(provider)/\(person)")["grants"]?.array
        return try #require(grants?.last)
    }

    /// Holds the next call of an endpoint until `release`.
    func holdNext(_ endpoint: String) async throws {
        try await control(
            "POST",
            "faults",
            ["path": .string(endpoint), "kind": "hold"]
        )
    }

    /// Lets the calls go that a fault holds, once there is one.
    func release() async throws {
        while try await control("POST", "faults/release")["released"]?.integer == 0 {}
    }

    /// Returns once every scripted fault has struck.
    func faultsHaveStruck() async throws {
        while try await control("GET", "faults")["remaining"]?.integer != 0 {}
    }
}
