import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// Counts how often it was asked to make something outlive the machine, in order.
private final class CountingDurability: Durability {
    private let log = Mutex<[String]>([])
    private let refusesIntents: Int

    /// - Parameter refusesIntents: Which call for intents, from 1, is refused; 0 for none.
    init(refusesIntents: Int = 0) {
        self.refusesIntents = refusesIntents
    }

    var calls: [String] { log.withLock { $0 } }

    func note(_ what: String) { log.withLock { $0.append(what) } }

    func secureIntents() async throws(DurabilityFailure) {
        note("intents")
        guard calls.count(where: { $0 == "intents" }) != refusesIntents else {
            throw DurabilityFailure("the push was refused")
        }
    }

    func secureTokens() async throws(DurabilityFailure) { note("tokens") }
}

@Suite("What a refusal in the data phase brings up is spent in one second round")
struct SecondRoundTests {
    /// Refuses the first access token of everybody, and notes each spending beside the securings.
    private func refusing(_ durability: CountingDurability) -> ScriptedTransport {
        ScriptedTransport { request in
            guard request.method == "GET" else {
                durability.note("spent")
                return .token("access-2", refresh: "refresh-2")
            }
            let isOld = request.headers.contains { $0.value == "Bearer access-token-1" }
            return isOld ? .json("{}", status: 401) : .profile
        }
    }

    @Test("however many are refused, intents and tokens are secured once")
    func once() async throws {
        var scene = try Scene()
        for user in ["alice", "bob", "carol"] {
            try await scene.enroll(user, Connection(provider: "plain", grant: Sample.grant()))
        }
        let durability = CountingDurability()
        let report = try await scene.run(refusing(durability), durability: durability)
        #expect(durability.calls == ["intents", "spent", "spent", "spent", "tokens"])
        #expect(report.entries.allSatisfy { $0.record.state == .connected })
        #expect(report.entries.allSatisfy { $0.record.profile["id"] == "7" })
    }

    @Test("where intents can't be secured, nothing is won, and nothing is asked to last")
    func refusedIntents() async throws {
        for round in 1...2 {
            var scene = try Scene()
            let connection =
                round == 1 ? Scene.due() : Connection(provider: "plain", grant: Sample.grant())
            try await scene.enroll("alice", connection)
            let durability = CountingDurability(refusesIntents: 1)
            let report = try await scene.run(refusing(durability), durability: durability)
            #expect(durability.calls == ["intents"])
            #expect(try report.record().reason == .notSaved)
            #expect(report.unsecured == nil)
        }
    }

    @Test("no more of its answers are out than the vault can save, however many wait")
    func window() async throws {
        var scene = try Scene()
        scene.width = 48
        for number in 0..<48 {
            try await scene.enroll(
                "user-\(number)",
                Connection(provider: "plain", grant: Sample.grant())
            )
        }
        let out = Mutex(0)
        let mostAtFirst = Mutex(0)
        let transport = ScriptedTransport { request in
            guard request.method == "GET" else {
                let isFirst = out.withLock { out in
                    out += 1
                    return out == 1
                }
                // The first answer takes its time: all who may go out meanwhile do.
                if isFirst {
                    for _ in 0..<20_000 { await Task.yield() }
                    mostAtFirst.withLock { $0 = out.withLock { $0 } }
                } else {
                    while mostAtFirst.withLock({ $0 == 0 }) { await Task.yield() }
                }
                return .token("access-2", refresh: "refresh-2")
            }
            let isOld = request.headers.contains { $0.value == "Bearer access-token-1" }
            return isOld ? .json("{}", status: 401) : .profile
        }
        let report = try await scene.run(transport)
        #expect(report.entries.allSatisfy { $0.didRefresh })
        let most = mostAtFirst.withLock { $0 }
        #expect(most == scene.vault.savesAtOnce)
    }

    @Test("beside what was due from the beginning it is a round of its own")
    func twoRounds() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Connection(provider: "plain", grant: Sample.grant()))
        let durability = CountingDurability()
        _ = try await scene.run(refusing(durability), durability: durability)
        #expect(
            durability.calls == ["intents", "spent", "tokens", "intents", "spent", "tokens"]
        )
    }

    @Test("intents that can't be secured withhold the second round alone")
    func refused() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Connection(provider: "plain", grant: Sample.grant()))
        let durability = CountingDurability(refusesIntents: 2)
        let report = try await scene.run(refusing(durability), durability: durability)
        #expect(durability.calls.count { $0 == "spent" } == 1)
        #expect(try report.record("alice").state == .connected)
        #expect(try report.entry("bob").failure?.reason == .notSaved)
        #expect(try await scene.stored("bob").grant?.refreshToken == Secret("refresh-token-1"))
    }

    @Test("where nothing is spent, nothing is secured and nothing proved")
    func nothing() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let durability = CountingDurability()
        _ = try await scene.run(ScriptedTransport([.profile]), durability: durability)
        #expect(durability.calls.isEmpty)
    }
}
