import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// Whose part of a run is known before its end.
@Suite("A run tells ahead of whom it is done with")
struct ForetellingRunTests {
    private final class Told: Sendable {
        let records = Mutex<[String: [ConnectionRecord]]>([:])

        @Sendable func take(_ user: UserID, _ entries: [RunReport.Entry]) {
            records.withLock { $0[user.text] = entries.map(\.record) }
        }

        var all: [String: [ConnectionRecord]] { records.withLock { $0 } }
    }

    private func bearer(_ request: HTTPRequest) -> String {
        request.headers.first { $0.name == "Authorization" }?.value ?? ""
    }

    private func enroll(_ scene: Scene, _ users: [String]) async throws {
        for user in users {
            try await scene.enroll(
                user,
                Connection(provider: "plain", grant: Sample.grant(access: "of-\(user)"))
            )
        }
    }

    @Test("what it tells is what it reports, and nobody whose step failed is told of")
    func same() async throws {
        var scene = try Scene()
        try await enroll(scene, ["a", "b", "c"])
        let told = Told()
        let clock = scene.clock
        let transport = ScriptedTransport { request in
            // Time goes on: what was told does not change with it.
            clock.advance(hours: 1 / 60)
            return bearer(request) == "Bearer of-b" ? .json("{}", status: 500) : .profile
        }
        let report = try await scene.run(transport, foretell: told.take)
        #expect(told.all.keys.sorted() == ["a", "c"])
        for (user, records) in told.all {
            #expect(records == report.entries.map(\.record).filter { $0.key.user.text == user })
        }
        #expect(try report.record("b").state == .degraded)
    }

    @Test("a burst condemns nobody, whoever came first")
    func burst() async throws {
        var scene = try Scene()
        let users = (0..<30).map { "u\($0)" }
        try await enroll(scene, users)
        let told = Told()
        let report = try await scene.run(
            ScriptedTransport { _ in .json("{}", status: 401) },
            foretell: told.take
        )
        #expect(told.all.isEmpty)
        #expect(report.entries.allSatisfy { $0.record.state != .needsReconnect })
    }

    @Test("a clock that turns out wrong changes what is said of all")
    func wrongClock() async throws {
        var scene = try Scene()
        try await enroll(scene, ["a", "b"])
        let told = Told()
        // A day ahead of the scene's clock.
        let date = "Wed, 25 Nov 2026 12:00:00 GMT"
        let transport = ScriptedTransport { request in
            bearer(request) == "Bearer of-b"
                ? .json(#"{"id":"1"}"#, headers: [("Date", date)]) : .profile
        }
        let report = try await scene.run(transport, foretell: told.take)
        #expect(told.all.keys.sorted() == ["a"])
        #expect(report.clockSkew != nil)
        #expect(report.entries.count == 2)
    }

    @Test(
        "who was found at rest ahead is left so, unless something has become due since",
        arguments: [(0.01, ["a", "b"]), (7.0, [])] as [(Double, [String])]
    )
    func rest(hours: Double, resting: [String]) async throws {
        var scene = try Scene()
        for user in ["a", "b"] {
            let grant = Sample.grant(access: "of-\(user)", accessEnds: 40 * 86_400)
            try await scene.enroll(user, Connection(provider: "plain", grant: grant))
        }
        let clock = scene.clock
        let transport = ScriptedTransport { request in
            // Of two users one is read after the other; a profile is due again after six hours.
            if bearer(request) == "Bearer of-b" { clock.advance(hours: hours) }
            return .profile
        }
        let report = try await scene.run(transport)
        #expect(report.quiet.map(\.user.text).sorted() == resting)
        for user in report.quiet {
            #expect(user.span.until > report.endedAt)
            #expect(user.span.from <= report.endedAt)
        }
        #expect(try report.record("a").lastSync == Sample.now)
    }
}
