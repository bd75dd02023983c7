import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A provider that limits is left alone at once")
struct LimitedRunTests {
    private func scene(_ count: Int, _ limits: String = "signals: [{header: X-None, as: percent}]")
        async throws -> Scene
    {
        let text = Sample.plain.replacing("public:", with: "rate_limits:\n  \(limits)\npublic:")
        let scene = try Scene(["plain": text])
        for number in 0..<count {
            try await scene.enroll(
                "u\(1000 + number)",
                Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
            )
        }
        return scene
    }

    /// A provider that is well for so many calls, and limits from then on.
    private func limiting(after count: Int, hint: String? = "3600") -> ScriptedTransport {
        let calls = Mutex(0)
        return ScriptedTransport { _ in
            let number = calls.withLock { calls in
                calls += 1
                return calls
            }
            await Task.yield()
            guard number > count else { return .profile }
            return .json("{}", status: 429, headers: hint.map { [("Retry-After", $0)] } ?? [])
        }
    }

    @Test(
        "in the middle of many: what is in flight ends, nothing follows, nobody is condemned",
        arguments: [nil, "3600"]
    )
    func middle(hint: String?) async throws {
        var scene = try await scene(400)
        scene.width = 16
        let transport = limiting(after: 100, hint: hint)
        let report = try await scene.run(transport)
        let refused = transport.requests.count - 100
        #expect((3...3 + 16).contains(refused))
        let records = report.entries.map(\.record)
        #expect(records.allSatisfy { $0.state != .needsReconnect && $0.evidenceAt == nil })
        #expect(report.entries.count { $0.failure != nil } == refused)
        #expect(report.entries.count { $0.deferral != nil } == 400 - transport.requests.count)
        // What was not asked has no mark on it.
        let waiting = report.entries.filter { $0.deferral != nil }
        #expect(waiting.allSatisfy { $0.record.retryAt == nil && $0.record.stale == nil })
    }

    @Test("the time it asks for is kept to by the next runs, and then all goes on")
    func nextRuns() async throws {
        var scene = try await scene(50)
        scene.width = 4
        _ = try await scene.run(limiting(after: 10))
        scene.clock.advance(hours: 0.9)
        let early = ScriptedTransport { _ in .profile }
        _ = try await scene.run(early)
        #expect(early.requests.isEmpty)
        scene.clock.advance(hours: 0.2)
        let late = ScriptedTransport { _ in .profile }
        let report = try await scene.run(late)
        // Perhaps somebody's next turn has come, too.
        #expect((40...50).contains(late.requests.count))
        #expect(report.entries.allSatisfy { $0.record.state == .connected })
        #expect(report.entries.allSatisfy { $0.record.lastSync != nil })
    }

    @Test("while a provider is left alone nobody's turn is lost")
    func turns() async throws {
        var scene = try await scene(30)
        _ = try await scene.run(ScriptedTransport { _ in .profile })
        scene.memory.limits = LimitRecord(
            holds: [
                LimitHold(
                    key: LimitKey(provider: "plain"),
                    until: Sample.now.addingTimeInterval(13 * 3600),
                    isHard: true
                )
            ]
        )
        // Two runs in which slots come due that can't be read.
        for _ in 0..<2 {
            scene.clock.advance(hours: 6)
            let held = ScriptedTransport { _ in .profile }
            _ = try await scene.run(held)
            #expect(held.requests.isEmpty)
        }
        scene.clock.advance(hours: 1.1)
        let after = ScriptedTransport { _ in .profile }
        _ = try await scene.run(after)
        #expect(after.requests.count == 30)
        #expect(scene.memory.behind.isEmpty)
    }

    @Test("a token that would not outlive the wait is renewed in it")
    func urgent() async throws {
        var scene = try Scene()
        try await scene.enroll(
            "late",
            Connection(provider: "plain", grant: Sample.grant(refreshEnds: 1800))
        )
        try await scene.enroll(
            "soon",
            Connection(provider: "plain", grant: Sample.grant(refreshEnds: 5 * Sample.day))
        )
        scene.memory.limits = LimitRecord(
            holds: [
                LimitHold(
                    key: LimitKey(provider: "plain"),
                    until: Sample.now.addingTimeInterval(7200),
                    isHard: true
                )
            ]
        )
        scene.clock.advance(hours: 0.6)
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(transport)
        #expect(transport.calls == ["POST id.plain.test/token"])
    }

    @Test("a short wait is waited out for all at once, and everybody is read")
    func shortWait() async throws {
        var scene = try await scene(20)
        scene.isPatient = true
        let clock = scene.clock
        let transport = ScriptedTransport { _ in
            // A window of thirty seconds that is full for the first ten.
            clock.now < Sample.now.addingTimeInterval(10)
                ? .json("{}", status: 429, headers: [("Retry-After", "10")]) : .profile
        }
        let report = try await scene.run(transport)
        #expect(report.entries.allSatisfy { $0.didRead && $0.failure == nil })
        #expect(transport.requests.count == 21)
    }

    @Test("a limit without a hint is asked once more, and not hammered at")
    func unhinted() async throws {
        var scene = try await scene(20)
        scene.isPatient = true
        let transport = limiting(after: 0, hint: nil)
        let report = try await scene.run(transport)
        #expect(transport.requests.count <= 5)
        #expect(report.entries.count { $0.deferral != nil } >= 17)
    }

    private static let usage =
        "signals: [{header: X-App-Usage, path: $.call_count, as: percent}, "
        + "{header: X-Own, as: percent, scope: account}]"

    @Test("an answer that tells of nine tenths stops the reading of all, and not the tokens")
    func soft() async throws {
        var scene = try await scene(20, Self.usage)
        try await scene.enroll("a", Scene.due())
        let transport = ScriptedTransport { request in
            if request.method == "POST" { return .token("access-2", refresh: "refresh-2") }
            return .json(
                #"{"id":"7","name":"x"}"#,
                headers: [("X-App-Usage", #"{"call_count":91}"#)]
            )
        }
        _ = try await scene.run(transport)
        #expect(transport.requests.count { $0.method == "GET" } == 1)
        let hold = try #require(scene.memory.limits.holds.first)
        #expect(!hold.isHard)
        // A renewal that is due in that time is made.
        try await scene.enroll(
            "b",
            Connection(provider: "plain", grant: Sample.grant(refreshEnds: 5 * Sample.day))
        )
        scene.clock.advance(hours: 0.5)
        let next = ScriptedTransport { _ in .token("access-2", refresh: "refresh-2") }
        _ = try await scene.run(next)
        #expect(next.calls == ["POST id.plain.test/token"])
    }

    @Test("what an answer tells of one account stops that account only")
    func ownUsage() async throws {
        var scene = try await scene(5, Self.usage)
        let transport = ScriptedTransport { _ in
            .json(
                #"{"id":"7","name":"x"}"#,
                headers: [("X-App-Usage", #"{"call_count":20}"#), ("X-Own", "97")]
            )
        }
        _ = try await scene.run(transport)
        #expect(transport.requests.count == 5)
        scene.clock.advance(hours: 0.5)
        let next = ScriptedTransport { _ in .profile }
        _ = try await scene.run(next, everything: true)
        #expect(next.requests.isEmpty)
        scene.clock.advance(hours: 0.6)
        _ = try await scene.run(next, everything: true)
        #expect(next.requests.count == 5)
    }

    @Test("what waits for its place when the limit is met is not sent, and not counted")
    func heldBack() async throws {
        var scene = try await scene(40, "budgets: [{calls: 1000, per: 1d}]")
        scene.width = 40
        let base = limiting(after: 10)
        let report = try await scene.run(QueueingTransport(base, opensAt: 40))
        #expect(base.requests.count < 40)
        #expect(report.entries.count { $0.deferral != nil } == 40 - base.requests.count)
        #expect(report.calls == base.requests.count)
        #expect(scene.memory.limits.counts.first?.used(at: scene.clock.now) == base.requests.count)
    }

    @Test("no more are under way than an answer has left in its window")
    func remaining() async throws {
        var scene = try await scene(
            60,
            "signals: [{header: X-Left, as: remaining}, {header: X-All, as: limit}]"
        )
        scene.width = 40
        let left = Mutex(50)
        let transport = ScriptedTransport { _ in
            let now = left.withLock { left in
                left -= 1
                return left
            }
            for _ in 0..<20 { await Task.yield() }
            guard now >= 0 else { return .json("{}", status: 429) }
            return .json(
                #"{"id":"7","name":"x"}"#,
                headers: [("X-Left", "\(now)"), ("X-All", "50")]
            )
        }
        let report = try await scene.run(transport)
        #expect(report.entries.allSatisfy { $0.failure == nil })
        // A tenth is left to others.
        #expect((40...46).contains(transport.requests.count))
    }
}
