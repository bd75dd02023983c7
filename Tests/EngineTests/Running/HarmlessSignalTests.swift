import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

/// Every signal that must not condemn, at every provider we ship, through the real classifier and
/// whole runs.
///
/// A file that gpg can't open is `IsolationRunTests`' affair.
@Suite("No fault of the way, of the house or of the app condemns anybody anywhere")
struct HarmlessSignalTests {
    struct Signal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: ScriptedTransport.Answer
        /// True where only a token endpoint says such a thing.
        let isOfTokens: Bool

        init(_ title: String, _ answer: ScriptedTransport.Answer, isOfTokens: Bool = false) {
            testDescription = title
            self.answer = answer
            self.isOfTokens = isOfTokens
        }
    }

    private static func empty(_ status: Int) -> ScriptedTransport.Answer {
        .success(HTTPResponse(status: status, headers: [], body: []))
    }

    private static func broken(_ phase: TransportError.Phase, _ code: Int32)
        -> ScriptedTransport.Answer
    {
        .failure(
            TransportError(
                phase: phase,
                method: "POST",
                host: "id.example.test",
                path: "/token",
                code: code,
                reason: "it broke"
            )
        )
    }

    // Lessons 7, 23, 24 and 35.
    static let signals = [
        Signal("a 500", .json("{}", status: 500)), Signal("a 502 page", .page(status: 502)),
        Signal("a 503 that says invalid_grant", .refusal("invalid_grant", status: 503)),
        Signal("a 504", empty(504)), Signal("a 429", .json("{}", status: 429)),
        Signal("a 429 page", .page(status: 429)), Signal("a 408", .json("{}", status: 408)),
        Signal("a reset", broken(.sent, 56)), Signal("a time-out", broken(.sent, 28)),
        Signal("no name", broken(.connecting, 6)), Signal("no connection", broken(.connecting, 7)),
        Signal("no TLS", broken(.connecting, 35)),
        Signal("a bad certificate", broken(.connecting, 60)),
        Signal("a proxy's 400", .page(status: 400)), Signal("a proxy's 401", .page(status: 401)),
        Signal("a proxy's 403", .page(status: 403)), Signal("a proxy's 200", .page(status: 200)),
        Signal("an empty 400", empty(400)), Signal("an empty 401", empty(401)),
        Signal("half a document", .json(#"{"error":"inva"#, status: 400)),
        Signal(
            "a 400 that hides a rate limit",
            .json(
                #"{"error":{"code":100,"error_subcode":33,"message":"does not exist"}}"#,
                status: 400
            )
        ),
        Signal(
            "invalid_client",
            .refusal("invalid_client", status: 401),
            isOfTokens: true
        ),
        Signal("invalid_client in a 400", .refusal("invalid_client"), isOfTokens: true),
        Signal("unauthorized_client", .refusal("unauthorized_client"), isOfTokens: true),
    ]

    /// A grant that is due, as each of our pipelines needs it.
    private func connection(_ pipeline: PipelineDefinition) -> Connection {
        let known = [
            "host": "social.example.org", "shop": "little-label", "client_id": "id-of-app",
            "client_secret": "secret-of-app",
        ]
        var grant = Sample.grant(issuedDaysAgo: 20, authorizedDaysAgo: 30, accessEnds: -60)
        if pipeline.refresh?.credential != .refreshToken { grant.refreshToken = nil }
        if pipeline.refresh?.credential == .accessToken {
            grant.accessExpiresAt = Sample.now.addingTimeInterval(5 * Sample.day)
        }
        if pipeline.refresh == nil { grant.accessExpiresAt = nil }
        grant.extra = ["api_endpoint": Secret("https://us6.api.mailchimp.com")]
        return Connection(
            provider: pipeline.provider,
            accountID: "17841400000000000001",
            grant: grant,
            generation: 1,
            parameters: Dictionary(
                uniqueKeysWithValues: pipeline.parameters.map {
                    ($0.name, Secret(known[$0.name] ?? "value"))
                }
            )
        )
    }

    private func scene(_ pipeline: PipelineDefinition) async throws -> Scene {
        var scene = Scene(pipelines: [pipeline])
        let text = try #require(try LocalFileStore().read(pipeline.path, limit: 1 << 20))
        for part in String(decoding: text, as: UTF8.self).split(separator: "${env.").dropFirst() {
            scene.environment[String(part.prefix { $0 != "}" })] =
                part.hasPrefix("\(pipeline.provider.uppercased())_REDIRECT")
                ? "https://app.example.org/callback" : "value-of-app"
        }
        try await scene.enroll("alice", connection(pipeline))
        return scene
    }

    /// Runs for days, and looks after each whether anybody was condemned.
    private func outlast(
        _ pipeline: PipelineDefinition,
        _ title: String,
        _ transport: ScriptedTransport
    ) async throws {
        var scene = try await scene(pipeline)
        for _ in 0..<4 {
            let record = try await scene.run(transport, everything: true).record()
            let place = Comment("\(pipeline.provider): \(title)")
            #expect(record.state != .needsReconnect, place)
            #expect(record.evidenceAt == nil, place)
            #expect(try await scene.stored("alice", pipeline.provider).grant != nil, place)
            scene.clock.advance(hours: 49)
        }
        #expect(!transport.requests.isEmpty, "\(pipeline.provider): \(title)")
    }

    @Test("whatever comes back, for days", arguments: signals)
    func everywhere(signal: Signal) async throws {
        for pipeline in ProjectPipeline.all {
            let transport = ScriptedTransport { request in
                signal.isOfTokens && request.kind == .read
                    ? .json("{}", status: 503) : signal.answer
            }
            try await outlast(pipeline, signal.testDescription, transport)
        }
    }

    @Test("an API that refuses each token it has just given", arguments: [401, 403])
    func brokenAPI(status: Int) async throws {
        for pipeline in ProjectPipeline.all where pipeline.refresh != nil {
            let transport = ScriptedTransport { request in
                request.kind == .read
                    ? .json("{}", status: status)
                    : .token("access-2", refresh: "refresh-2", seconds: 5_184_000)
            }
            try await outlast(pipeline, "a \(status) after a refresh", transport)
        }
    }

    // Lesson 25: a checkpoint is passed at the provider, not by connecting again.
    @Test(
        "a checkpoint and an unconfirmed account ask the person for that, and end nothing",
        arguments: [(459, FailureReason.checkpoint), (464, .accountUnconfirmed)]
    )
    func checkpoint(subcode: Int, reason: FailureReason) async throws {
        let transport = ScriptedTransport { _ in
            .json(#"{"error":{"code":190,"error_subcode":\#(subcode)}}"#, status: 400)
        }
        var scene = try await scene(try ProjectPipeline.load("instagram"))
        for _ in 0..<3 {
            let record = try await scene.run(transport, everything: true).record()
            #expect(record.state == .degraded)
            #expect(record.reason == reason)
            #expect(record.evidenceAt == nil)
            #expect(record.nextStep == Advice.nextStep(reason))
            scene.clock.advance(hours: 25)
        }
    }
}
