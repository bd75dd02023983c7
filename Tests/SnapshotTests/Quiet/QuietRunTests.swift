import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@testable import Engine
@testable import Snapshot

@Suite("A run that passes over who is quiet")
struct QuietRunTests {
    @Test(
        "asks the same of providers, and writes the same bytes, as one that looks at everybody",
        arguments: 1...6 as ClosedRange<UInt64>
    )
    func sameBytes(seed: UInt64) async throws {
        var life = try await QuietLife(seed: seed)
        for _ in 0..<30 { try await life.step() }
        #expect(life.passedOver > 0, "seed \(seed) passed over \(life.passedOver)")
        #expect(life.early > 0, "seed \(seed) read \(life.early) early")
    }

    @Test("writes nothing but the heartbeat where everybody is quiet, and opens one message")
    func everybody() async throws {
        // A clock shows fractions, and the heartbeat tells whole seconds.
        let start = SnapshotSample.now.addingTimeInterval(0.4)
        let world = try QuietWorld(usesBook: true, at: start)
        for user in ["ann", "ben", "cem"] {
            try await world.enroll(user, [QuietLife.connection("long", user, at: start)])
        }
        _ = try await world.sync(QuietWorld.Mood())
        world.time.now = start.addingTimeInterval(60)
        #expect(try await world.sync(QuietWorld.Mood()).wasEverybody)
        world.time.now = start.addingTimeInterval(120)
        let before = world.files.files
        let opened = world.opened
        #expect(try await world.sync(QuietWorld.Mood()).wasEverybody)
        #expect(world.opened - opened == 1)
        let after = world.files.files
        #expect(after.keys.filter { after[$0] != before[$0] } == ["status/heartbeat.json"])
        #expect(world.calls.count == 3)
    }

    @Test(
        "looks at a user again at the very turning point, and not before",
        arguments: ["long", "short", "bare", "fleeting"]
    )
    func turningPoint(provider: String) async throws {
        let start = SnapshotSample.now
        let world = try QuietWorld(usesBook: true, at: start)
        try await world.enroll("ann", [QuietLife.connection(provider, "ann", at: start)])
        let turn = try #require(try await world.sync(QuietWorld.Mood()).turns.first)
        #expect(turn > start)
        world.time.now = turn.addingTimeInterval(-1)
        #expect(try await world.sync(QuietWorld.Mood()).passedOver == 1)
        world.time.now = turn
        #expect(try await world.sync(QuietWorld.Mood()).passedOver == 0)
    }

    @Test(
        "believes the files over the book",
        arguments: [
            "c/ann.gpg", "status/api/integrations/ann.json",
            "status/api/integrations/long/ann.json", "status/api/badges/long/ann.svg",
        ]
    )
    func touched(path: String) async throws {
        let start = SnapshotSample.now
        let world = try QuietWorld(usesBook: true, at: start)
        for user in ["ann", "ben"] {
            try await world.enroll(user, [QuietLife.connection("long", user, at: start)])
        }
        _ = try await world.sync(QuietWorld.Mood())
        world.time.now = start.addingTimeInterval(60)
        _ = try await world.sync(QuietWorld.Mood())
        world.time.now = start.addingTimeInterval(120)
        let bytes = try #require(world.files.files[path])
        // The same size: only its times, its inode and its bytes tell.
        let touched = Array(bytes.dropLast()) + [0x21]
        try world.files.replace(path, with: touched, mode: 0o600)
        #expect(try await world.sync(QuietWorld.Mood()).passedOver == 1)
        if path.hasPrefix("status/") { #expect(world.visible[path] != touched) }
    }
}
