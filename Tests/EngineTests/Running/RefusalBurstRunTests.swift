import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("Many people's grants do not end in one run")
struct RefusalBurstRunTests {
    /// Users with a grant each, the first the most pressed, whose refresh token names them.
    private func scene(_ count: Int, connections: Int = 1) async throws -> Scene {
        var scene = try Scene()
        scene.width = 1
        for number in 0..<count {
            let user = Self.name(number)
            let own = (0..<connections).map { index in
                var connection = Scene.due(label: "l\(index)", refresh: "\(user)-\(index)")
                // Alive by every clock: only the access token is over.
                connection.grant?.refreshExpiresAt = Sample.now.addingTimeInterval(
                    Double(300 + number) * Sample.day
                )
                return connection
            }
            _ = try await scene.vault.save(
                UserFile(user: try Sample.user(user), connections: own),
                replacing: nil
            )
        }
        return scene
    }

    private static func name(_ number: Int) -> String {
        "u\(number < 10 ? "0" : "")\(number)"
    }

    /// A provider that refuses these people, and nobody else.
    private func refusing(_ users: Set<String>) -> ScriptedTransport {
        ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            let token = request.field("refresh_token") ?? ""
            let user = String(token.prefix { $0 != "-" })
            return users.contains(user)
                ? .refusal("invalid_grant") : .token("access-2", refresh: "\(user)-next")
        }
    }

    private func all(_ count: Int) -> Set<String> { Set((0..<count).map(Self.name)) }

    // Lesson 35: a burst of the same bad news is suspicious.
    @Test(
        "five of five are a burst: nobody is condemned, the rest is held, and one message says so"
    )
    func burst() async throws {
        var scene = try await scene(12)
        let transport = refusing(all(12))
        let report = try await scene.run(transport)
        #expect(transport.tokenCalls == 5)
        let records = report.entries.map(\.record)
        #expect(records.count { $0.reason == .refusalBurst && $0.state == .degraded } == 5)
        #expect(records.count { $0.reason == .notReached } == 7)
        #expect(records.allSatisfy { $0.evidenceAt == nil })
        #expect(report.warnings.count { $0.contains("plain refused the grants of 5 people") } == 1)
    }

    @Test("a token endpoint that is broken is not excused by data that is well")
    func endpoints() async throws {
        var scene = try await scene(5)
        for number in 5..<20 {
            try await scene.enroll(
                Self.name(number),
                Connection(provider: "plain", grant: Sample.grant())
            )
        }
        let report = try await scene.run(refusing(all(5)))
        #expect(report.entries.count { $0.record.state == .connected } == 15)
        #expect(report.entries.count { $0.record.reason == .refusalBurst } == 5)
        #expect(report.entries.allSatisfy { $0.record.evidenceAt == nil })
    }

    @Test("the next run tries others first, and a fault that is over leaves no trace")
    func over() async throws {
        var scene = try await scene(12)
        _ = try await scene.run(refusing(all(12)))
        scene.clock.advance(hours: 3)
        let transport = refusing([])
        let report = try await scene.run(transport)
        #expect(transport.requests.first?.field("refresh_token") == "u05-0")
        #expect(report.entries.allSatisfy { $0.record.state == .connected })
        #expect(report.warnings.isEmpty)
    }

    @Test("five among many are what they are: refused, and looked at again")
    func few() async throws {
        var scene = try await scene(12)
        let dead = all(5)
        // The refused come first, and hold up the rest for one run only.
        _ = try await scene.run(refusing(dead))
        scene.clock.advance(hours: 3)
        let second = try await scene.run(refusing(dead))
        #expect(second.entries.count { $0.record.state == .connected } == 7)
        #expect(second.entries.count { $0.record.evidenceAt != nil } == 5)
        scene.clock.advance(hours: 3)
        let third = try await scene.run(refusing(dead), everything: true)
        #expect(third.entries.count { $0.record.state == .needsReconnect } == 5)
        #expect(third.entries.count { $0.record.state == .connected } == 7)
    }

    @Test("four people are no burst, and neither is one with many connections")
    func noBurst() async throws {
        var four = try await scene(4)
        let report = try await four.run(refusing(all(4)))
        #expect(report.entries.allSatisfy { $0.record.evidenceAt != nil })
        var one = try await scene(1, connections: 8)
        let own = try await one.run(refusing(all(1)))
        #expect(own.entries.count { $0.record.evidenceAt != nil } == 8)
        #expect(own.warnings.isEmpty)
    }

    @Test("what lasts for three days is believed, after two looks like everything else")
    func believed() async throws {
        var scene = try await scene(6)
        let transport = refusing(all(6))
        var states: [Set<ConnectionState>] = []
        for _ in 0..<20 {
            let report = try await scene.run(transport)
            states.append(Set(report.entries.map(\.record.state)))
            scene.clock.advance(hours: 6)
        }
        // 72 hours are twelve runs; not one is condemned before.
        #expect(states[..<13].allSatisfy { !$0.contains(.needsReconnect) })
        #expect(states.last == [.needsReconnect])
    }

    @Test("consents that have run out by the clock are no burst")
    func foretold() async throws {
        var scene = try await scene(0)
        for number in 0..<6 {
            try await scene.enroll(
                Self.name(number),
                Connection(
                    provider: "plain",
                    grant: Sample.grant(accessEnds: -60, refreshEnds: -60),
                    generation: 1
                )
            )
        }
        let report = try await scene.run(ScriptedTransport { _ in .refusal("invalid_grant") })
        #expect(report.entries.count { $0.record.evidenceAt != nil } == 6)
    }

    // Lesson 6: what a crash has left in doubt is tried at once, all of it.
    @Test("refusals of what a crash left in doubt are no burst, and hold up nobody")
    func crashed() async throws {
        var scene = try await scene(12)
        let lost = all(6)
        let only = lost.sorted()
        _ = try await scene.run(ScriptedTransport { _ in .lost(.sent) }, only: only)
        let transport = refusing(lost)
        let report = try await scene.run(transport)
        #expect(transport.tokenCalls == 12)
        #expect(report.entries.count { $0.record.evidenceAt != nil } == 6)
        #expect(report.entries.count { $0.record.state == .connected } == 6)
        #expect(report.warnings.isEmpty)
    }
}
