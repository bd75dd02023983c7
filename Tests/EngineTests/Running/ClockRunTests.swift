import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

// Lesson 58: the server's Date header knows better.
@Suite("A clock that is wrong is measured, told, and condemns nobody")
struct ClockRunTests {
    /// A provider that refuses the grant, and whose clock is ahead of ours by so many seconds.
    private func refusing(ahead: Double) -> ScriptedTransport {
        let date = Self.header(Sample.now.addingTimeInterval(ahead))
        return ScriptedTransport { _ in
            .json(#"{"error":"invalid_grant"}"#, status: 400, headers: [("Date", date)])
        }
    }

    private static func header(_ date: Date) -> String {
        // `2026-11-24T12:00:00Z` on a Tuesday; the tests stay within that day.
        let clock = Timestamp.text(date).dropFirst(11).prefix(8)
        return "Tue, 24 Nov 2026 \(clock) GMT"
    }

    @Test(
        "beyond five minutes the grant is not called dead, and the amount and direction are told",
        arguments: [
            (7500.0, "the clock is 2 h 5 min behind the providers'"),
            (-3600, "the clock is 1 h ahead of the providers'"),
            (-360, "the clock is 6 min ahead of the providers'"),
        ]
    )
    func wrong(ahead: Double, sentence: String) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        let report = try await scene.run(refusing(ahead: ahead))
        #expect(report.clockSkew?.seconds == Int(ahead))
        #expect(report.warnings.count { $0.hasPrefix(sentence) } == 1)
        let record = try report.record()
        #expect(record.state == .degraded)
        #expect(record.evidenceAt == nil)
        #expect(record.nextStep?.contains("nothing yet") == true)
    }

    @Test("a first word is not confirmed by a clock that is wrong", arguments: [7200.0, -7200])
    func secondLook(ahead: Double) async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        _ = try await scene.run(refusing(ahead: 0))
        scene.clock.advance(hours: 2)
        // Seen from the moved clock this is two hours more, or less.
        let record = try await scene.run(refusing(ahead: 7200 + ahead)).record()
        #expect(record.state == .degraded)
        #expect(record.evidenceAt == Sample.now)
        let right = try await scene.run(refusing(ahead: 7200)).record()
        #expect(right.state == .needsReconnect)
    }

    @Test("five minutes, a copy from a cache and no header at all are no wrong clock")
    func right() async throws {
        for headers in [
            [("Date", Self.header(Sample.now.addingTimeInterval(290)))],
            [("Date", Self.header(Sample.now.addingTimeInterval(-7200))), ("Age", "7200")],
            [("Date", "yesterday")], [],
        ] {
            var scene = try Scene()
            try await scene.enroll("alice", Scene.due())
            let headers = headers.map { (name: $0.0, value: $0.1) }
            let report = try await scene.run(
                ScriptedTransport { _ in
                    .json(#"{"error":"invalid_grant"}"#, status: 400, headers: headers)
                }
            )
            #expect(report.clockSkew == nil)
            #expect(report.warnings.isEmpty)
            #expect(try report.record().evidenceAt == Sample.now)
        }
    }

    /// What a run of a wrong clock finds due: how far the providers are ahead, when the access token
    /// ends by this machine's clock, both in seconds, and the number of refreshes.
    @Test(
        "a token is due as soon as either clock says so",
        arguments: [
            (0.0, 3600.0, 0), (7200, 3600, 1), (-7200, 3600, 0), (-7200, -60, 1), (0, -60, 1),
        ]
    )
    func due(ahead: Double, ends: Double, refreshes: Int) async throws {
        var scene = try Scene()
        scene.memory.clockSkew = ClockSkew(measured: ahead)
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(accessEnds: ends), generation: 1)
        )
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(transport.tokenCalls == refreshes)
        #expect(try report.record().state == .connected)
        #expect(try report.entry().didRead)
        // No answer told the time: what was known of it stays.
        #expect(!report.didMeasureClock)
    }

    @Test(
        "a token that only the wrong clock calls ended is used where it can't be renewed now",
        arguments: [(-7200.0, true), (0, false)]
    )
    func used(ahead: Double, isUsed: Bool) async throws {
        var scene = try Scene()
        scene.memory.clockSkew = ClockSkew(measured: ahead)
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(accessEnds: -60), generation: 1)
        )
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .json("{}", status: 503) : .profile
        }
        let report = try await scene.run(transport)
        #expect(try report.entry().didRead == isUsed)
    }

    @Test("a token issued by the right clock is not renewed again because this one went back")
    func wentBack() async throws {
        var scene = try Scene()
        scene.memory.clockSkew = ClockSkew(measured: 2 * 86_400)
        var grant = Sample.grant(accessEnds: 5 * 86_400)
        grant.issuedAt = Sample.now.addingTimeInterval(86_400)
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: grant, generation: 1)
        )
        scene.memory.dataThrough = Sample.now
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(transport)
        #expect(transport.tokenCalls == 0)
    }

    @Test("one host that is wrong does not outvote two that are right")
    func median() async throws {
        let watch = ClockWatch(
            ScriptedTransport { request in
                let ahead = request.url.contains("wrong") ? 9000.0 : 2
                let date = Self.header(Sample.now.addingTimeInterval(ahead))
                return .json("{}", headers: [("Date", date)])
            },
            now: { Sample.now }
        )
        #expect(watch.skew == nil)
        for host in ["wrong.test", "a.test", "wrong.test", "b.test", "wrong.test"] {
            _ = try await watch.send(
                HTTPRequest(method: "GET", url: "https://\(host)/", kind: .read)
            )
        }
        #expect(watch.skew == 2)
    }
}
