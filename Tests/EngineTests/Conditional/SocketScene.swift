import Documents
import LatchkeyTestSupport
import Loopback
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// Runs whose calls go over a real socket, to a provider that answers to the byte what it was told.
struct SocketScene {
    /// One run: what came of it and what was asked.
    struct Outcome {
        let report: RunReport
        let requests: [LoopbackRequest]

        /// The version that each call asked about.
        var conditions: [String?] { requests.map { $0.header("If-None-Match") } }
        /// Of all headers, in small letters.
        var names: Set<String> {
            Set(requests.flatMap { $0.headers.map { $0.name.lowercased() } })
        }
        /// A connection each, in the report's order.
        var failures: [FailureReason?] { report.entries.map { $0.failure?.reason } }
    }

    /// What is still to be answered; whoever asks for more is hung up on.
    private final class Script: Sendable {
        let answers = Mutex<[RudeAnswer]>([])

        func next() -> LoopbackAnswer {
            answers.withLock { $0.isEmpty ? .close : $0.removeFirst().step }
        }
    }

    /// Takes the provider's name for the socket's.
    private struct Detour: HTTPTransport {
        let base: CurlTransport
        let url: String

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            var request = request
            request.url = request.url.replacing("https://api.plain.test", with: url)
            return try await base.send(request)
        }
    }

    private(set) var scene: Scene
    private let script: Script
    private let server: LoopbackServer
    private let transport: CurlTransport

    init(_ users: [String] = ["alice"], lists: Bool = false) async throws {
        let posts = """

            collections:
              posts:
                url: https://api.plain.test/posts
                items: $.data
                fields: {id: $.id}
                paging: {cursor: $.after, parameter: after}
            """
        scene = try Scene(["plain": Sample.plain + (lists ? posts : "")])
        for user in users {
            try await scene.enroll(
                user,
                Connection(
                    provider: "plain",
                    accountID: "7",
                    grant: Sample.grant(accessEnds: 40 * Sample.day),
                    generation: 1
                )
            )
        }
        let script = Script()
        self.script = script
        server = try #require(LoopbackServer { _ in script.next() })
        transport = try CurlTransport(configuration: .patient)
    }

    /// A run over everything, to which the provider answers in this order.
    mutating func run(_ answers: RudeAnswer...) async throws -> Outcome {
        script.answers.withLock { $0 = answers }
        let before = server.requests.count
        let report = try await scene.run(
            Detour(base: transport, url: server.url),
            everything: true,
            answersResting: "pipelines-1"
        )
        return Outcome(report: report, requests: Array(server.requests.dropFirst(before)))
    }

    /// What a person reads.
    func record(_ user: String = "alice") throws -> ConnectionRecord {
        try #require(scene.memory.records[try Sample.key(user: user)])
    }

    func name(_ user: String = "alice") throws -> String? {
        try record(user).profile["username"]?.string
    }

    func isStale() throws -> Bool { try record().stale != nil }

    func posts() throws -> Int? { try record().collections["posts"]?.array?.count }

    func end() async {
        await transport.shutdown()
        server.stop()
    }
}
