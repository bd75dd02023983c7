import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@testable import Engine
@testable import Snapshot

/// Two worlds that live through the same by one generator: one with the quiet book, one without.
struct QuietLife {
    private let plain: QuietWorld
    private let booked: QuietWorld
    private var random: SeededGenerator
    private var turns: [Date] = []
    /// Bytes that files of the pack had earlier, by path.
    private var oldPacks: [(String, [UInt8])] = []
    private var oldFiles: [(String, [UInt8])] = []
    private var number = 0
    private(set) var passedOver = 0
    private(set) var early = 0

    private static let providers = ["long", "short", "bare", "fleeting"]

    init(seed: UInt64) async throws {
        random = SeededGenerator(seed)
        let start = SnapshotSample.now
        plain = try QuietWorld(usesBook: false, at: start)
        booked = try QuietWorld(usesBook: true, at: start)
        for name in ["ann", "ben", "cem", "dora", "eli"] { try await enroll(name) }
    }

    /// A connection as somebody's who consented at a moment.
    static func connection(_ provider: String, _ user: String, at time: Date) -> Connection {
        Connection(
            provider: provider,
            grant: Grant(
                accessToken: Secret("access-0-of-\(user)"),
                refreshToken: ["short", "bare"].contains(provider)
                    ? Secret("refresh-of-\(user)") : nil,
                scopes: ["read"],
                authorizedAt: time,
                issuedAt: time,
                accessExpiresAt: time.addingTimeInterval(provider == "short" ? 3600 : 40 * 86_400),
                refreshExpiresAt: provider == "bare" ? time.addingTimeInterval(45 * 86_400) : nil,
                extra: [:]
            )
        )
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func enroll(_ name: String) async throws {
        let count = Int.random(in: 1...2, using: &random)
        let providers = Self.providers.shuffled(using: &random).prefix(count)
        let connections = providers.map {
            Self.connection($0, name, at: booked.time.now)
        }
        for world in [plain, booked] { try await world.enroll(name, connections) }
    }

    /// Time passes, something happens to the files, and both worlds run.
    mutating func step() async throws {
        number += 1
        advance()
        try await disturb()
        try damagePack()
        var mood = QuietWorld.Mood(number: chance(3) ? number : 0)
        let letter = "abcde".randomElement(using: &random) ?? "a"
        if chance(6) { mood.dataFails = (chance(2) ? 500 : 401, letter) }
        if chance(6) { mood.tokensFail = (chance(2) ? 503 : 400, letter) }
        let only = chance(9) ? "ann" : nil
        let everything = chance(12)
        let forgets = chance(8)
        _ = try await plain.sync(mood, only: only, everything: everything)
        let outcome = try await booked.sync(
            mood,
            only: only,
            everything: everything,
            forgets: forgets
        )
        turns += outcome.turns
        passedOver += outcome.passedOver
        early += outcome.early
        #expect(plain.calls == booked.calls, "step \(number)")
        let (left, right) = (plain.visible, booked.visible)
        #expect(Set(left.keys) == Set(right.keys), "step \(number)")
        for (path, bytes) in left.sorted(by: { $0.key < $1.key }) where right[path] != bytes {
            Issue.record(
                """
                step \(number), \(booked.time.now), passed over \(outcome.passedOver): \(path)
                \(String(decoding: bytes, as: UTF8.self))
                ---
                \(String(decoding: right[path] ?? [], as: UTF8.self))
                """
            )
        }
        let packs = booked.files.files.filter { $0.key.hasPrefix("c/.pack/") }
        if let old = packs.sorted(by: { $0.key < $1.key }).randomElement(using: &random) {
            oldPacks.append((old.key, old.value))
        }
        let sealed = plain.files.files.filter { $0.key.hasSuffix(".gpg") }
        if let old = sealed.sorted(by: { $0.key < $1.key }).randomElement(using: &random) {
            oldFiles.append((old.key, old.value))
        }
    }

    /// Mostly a few hours; often to the instant at which somebody's quiet ends, and just beside it.
    private mutating func advance() {
        let now = booked.time.now
        var next = now.addingTimeInterval(Double.random(in: 1...14_400, using: &random).rounded())
        let ahead = turns.filter { $0 > now.addingTimeInterval(5) }.sorted().prefix(4)
        if chance(2), let turn = ahead.randomElement(using: &random) {
            next = turn.addingTimeInterval(Double(Int.random(in: -2...2, using: &random)))
        } else if chance(8) {
            next = now.addingTimeInterval(Double.random(in: 1...12, using: &random) * 86_400)
        } else if chance(20) {
            next = now.addingTimeInterval(-3000)
        }
        for world in [plain, booked] { world.time.now = next }
    }

    private mutating func disturb() async throws {
        guard chance(3) else { return }
        let paths = plain.visible.keys.sorted().filter { $0.hasPrefix("status/") }
        switch Int.random(in: 0..<7, using: &random) {
        case 0:
            guard let path = paths.randomElement(using: &random) else { return }
            for world in [plain, booked] { try world.files.remove(path) }
        case 1:
            guard let path = paths.randomElement(using: &random) else { return }
            for world in [plain, booked] { try world.write("{}", to: path) }
        case 2:
            guard let (path, bytes) = oldFiles.randomElement(using: &random) else { return }
            for world in [plain, booked] {
                try world.files.replace(path, with: bytes, mode: 0o600)
            }
        case 3:
            let name = ["ann", "ben", "cem", "dora"].randomElement(using: &random) ?? "ann"
            for world in [plain, booked] { try world.files.remove("c/\(name).gpg") }
        case 4: try await enroll(["finn", "ann", "ben"].randomElement(using: &random) ?? "ann")
        case 5:
            let text = (QuietWorld.pipelines["short"] ?? "").replacing("1d", with: "\(number)h")
            for world in [plain, booked] { try world.write(text, to: "pipelines/short.yml") }
        default:
            for world in [plain, booked] { try world.files.remove("history/events.ndjson") }
        }
    }

    /// Of the world that has one: cut, flipped, gone, or an older one put back.
    private mutating func damagePack() throws {
        guard chance(5) else { return }
        // Without its key there is no pack any more, and nothing more to see.
        let packs = booked.files.files.filter { $0.key.hasPrefix("c/.pack/") }
        guard
            let (path, bytes) = packs.sorted(by: { $0.key < $1.key })
                .randomElement(using: &random)
        else { return }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: try booked.files.remove(path)
        case 1: try booked.files.replace(path, with: Array(bytes.dropLast(3)), mode: 0o600)
        case 2:
            guard let index = bytes.indices.randomElement(using: &random) else { return }
            var bytes = bytes
            bytes[index] ^= 1
            try booked.files.replace(path, with: bytes, mode: 0o600)
        default:
            guard let (path, bytes) = oldPacks.randomElement(using: &random) else { return }
            try booked.files.replace(path, with: bytes, mode: 0o600)
        }
    }
}
