import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run keeps to its provider's budgets")
struct BudgetRunTests {
    private static func pipeline(_ limits: String) -> String {
        Sample.plain.replacing("public:", with: "rate_limits:\n  \(limits)\npublic:")
    }

    /// People with a token that works, none of whom was ever read.
    private func scene(_ count: Int, _ limits: String) async throws -> Scene {
        let scene = try Scene(["plain": Self.pipeline(limits)])
        for number in 0..<count {
            try await scene.enroll(
                name(number),
                Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
            )
        }
        return scene
    }

    private func name(_ number: Int) -> String { "u\(100 + number)" }

    private let profiles = { @Sendable (_: HTTPRequest) -> ScriptedTransport.Answer in .profile }

    @Test("reading stops at nine tenths, nothing fails, and the rest goes first next time")
    func softStop() async throws {
        var scene = try await scene(30, "budgets: [{calls: 20, per: 15m}]")
        let first = ScriptedTransport(profiles)
        let report = try await scene.run(first)
        #expect(first.requests.count == 18)
        #expect(report.entries.allSatisfy { $0.failure == nil && $0.record.stale == nil })
        #expect(report.entries.count { $0.deferral != nil } == 12)
        #expect(report.calls == 18)
        // Within the same quarter of an hour there is no room for anybody.
        scene.clock.advance(hours: 0.1)
        let second = ScriptedTransport(profiles)
        _ = try await scene.run(second)
        #expect(second.requests.isEmpty)
        scene.clock.advance(hours: 0.3)
        let third = ScriptedTransport(profiles)
        let last = try await scene.run(third)
        #expect(third.requests.count == 12)
        #expect(last.entries.allSatisfy { $0.record.lastSync != nil })
    }

    @Test("where nobody knows what was called, reading waits for one span, and tokens do not")
    func unknown() async throws {
        var scene = try await scene(4, "budgets: [{calls: 20, per: 15m}]")
        try await scene.enroll("zoe", Scene.due())
        scene.memory.limits = LimitRecord(unknownUntil: scene.clock.now)
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-token-2", refresh: "r2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(transport.calls.allSatisfy { $0.hasSuffix("/token") })
        #expect(report.entries.count { $0.deferral != nil } >= 4)
        #expect(report.limits.unknownUntil == Sample.now)
        scene.clock.advance(hours: 0.3)
        let next = ScriptedTransport { request in
            request.method == "POST" ? .token("access-token-3", refresh: "r3") : .profile
        }
        let later = try await scene.run(next)
        #expect(later.entries.allSatisfy { $0.record.lastSync != nil })
    }

    @Test("whoever waits is read before anybody is read again, however short the budget")
    func fairness() async throws {
        var scene = try await scene(40, "budgets: [{calls: 10, per: 1h}]")
        // Everybody is read once, without a budget.
        var free = try Scene()
        for number in 0..<40 {
            try await free.enroll(
                name(number),
                Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
            )
        }
        _ = try await free.run(ScriptedTransport(profiles))
        scene.memory = free.memory
        var reads: [String: Int] = [:]
        // In six hours everybody's slot comes once; nine calls an hour do for 36 of 40 people.
        for _ in 0..<40 {
            scene.clock.advance(hours: 1.2)
            let report = try await scene.run(ScriptedTransport(profiles))
            for entry in report.entries where entry.didRead {
                reads[entry.record.key.user.text, default: 0] += 1
            }
        }
        let counts = (0..<40).map { reads[name($0)] ?? 0 }
        // 48 hours hold eight slots of everybody; nobody is read twice while another waits.
        #expect((counts.min() ?? 0) >= 6)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 2)
    }

    @Test("tokens come before data, and use what data must leave")
    func tokensFirst() async throws {
        var scene = try Scene(["plain": Self.pipeline("budgets: [{calls: 10, per: 15m}]")])
        for number in 0..<12 {
            try await scene.enroll(
                name(number),
                Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
            )
        }
        // The last by name is the one whose token is at its end.
        try await scene.enroll(
            "z",
            Connection(
                provider: "plain",
                grant: Sample.grant(accessEnds: 90 * Sample.day, refreshEnds: -60)
            )
        )
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(transport)
        #expect(transport.requests.count == 9)
        #expect(transport.calls.first == "POST id.plain.test/token")
        // Nine are used: no room for data, and one call left for what can't wait.
        try await scene.enroll(
            "zz",
            Connection(
                provider: "plain",
                grant: Sample.grant(accessEnds: 90 * Sample.day, refreshEnds: -60)
            )
        )
        let next = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        _ = try await scene.run(next)
        #expect(next.calls == ["POST id.plain.test/token"])
    }

    @Test("a budget of seconds is waited for, and everybody is read in one run")
    func paced() async throws {
        var scene = try await scene(40, "budgets: [{calls: 10, per: 5s}]")
        scene.isPatient = true
        let transport = ScriptedTransport(profiles)
        let report = try await scene.run(transport)
        #expect(transport.requests.count == 40)
        #expect(report.entries.allSatisfy { $0.didRead })
        // Nine at a time in at least five seconds each.
        #expect(scene.clock.now.timeIntervalSince(Sample.now) >= 20)
    }

    @Test("an account's budget stops the account and nobody else")
    func account() async throws {
        var scene = try await scene(3, "budgets: [{calls: 1, per: 1h, scope: account}]")
        let first = ScriptedTransport(profiles)
        _ = try await scene.run(first)
        #expect(first.requests.count == 3)
        scene.clock.advance(hours: 0.5)
        let second = ScriptedTransport(profiles)
        let report = try await scene.run(second, everything: true)
        #expect(second.requests.isEmpty)
        #expect(report.entries.allSatisfy { $0.deferral?.key?.account != nil })
    }

    @Test("--max-calls bounds a run in all, and the next ones go on where it ended")
    func mostCalls() async throws {
        var scene = try await scene(10, "signals: [{header: X-None, as: percent}]")
        var users: [String] = []
        for _ in 0..<4 {
            let transport = ScriptedTransport(profiles)
            let report = try await scene.run(transport, mostCalls: 3)
            #expect(transport.requests.count <= 3)
            users += report.entries.filter(\.didRead).map(\.record.key.user.text)
            scene.clock.advance(hours: 0.01)
        }
        #expect(users.sorted() == (0..<10).map(name))
    }

    @Test("calls are on disk before they go out, and a run after a crash counts them")
    func crash() async throws {
        var scene = try await scene(30, "budgets: [{calls: 20, per: 15m}]")
        let kept = Mutex<[(calls: Int, record: LimitRecord)]>([])
        let transport = ScriptedTransport(profiles)
        _ = try await scene.run(
            transport,
            keepLimits: { record in
                kept.withLock { $0.append((transport.requests.count, record)) }
            }
        )
        let all = kept.withLock { $0 }
        let first = try #require(all.first)
        #expect(first.calls == 0)
        let foreseen = first.record.counts.first?.used(at: Sample.now) ?? 0
        #expect(foreseen >= transport.requests.count)
        // The process died with nothing but that on disk.
        var next = try await self.scene(30, "budgets: [{calls: 20, per: 15m}]")
        next.memory.limits = first.record
        next.clock.advance(hours: 0.1)
        let after = ScriptedTransport(profiles)
        _ = try await next.run(after)
        #expect(after.requests.isEmpty)
    }

    @Test("a run that makes no call leaves what is known of limits as it was")
    func quiet() async throws {
        var scene = try await scene(3, "budgets: [{calls: 20, per: 15m}]")
        let before = try await scene.run(ScriptedTransport(profiles)).limits
        #expect(!before.isEmpty)
        scene.clock.advance(hours: 0.01)
        #expect(try await scene.run(ScriptedTransport([])).limits == before)
        scene.clock.advance(hours: 2)
        _ = try await scene.run(ScriptedTransport(profiles), only: ["nobody"])
        #expect(scene.memory.limits == before)
    }
}
