import Documents
import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("Rescue")
struct RescueTests {
    /// A file with one connection of a generation.
    private static func file(_ name: String, _ generation: Int) throws -> UserFile {
        var file = try VaultSample.fullFile(name)
        file.connections = [file.connections[0]]
        file.connections[0].generation = generation
        return file
    }

    private static func message(_ text: String) throws -> [UInt8] {
        try #require(ArmorReader(text).messages.first).get()
    }

    @Test("brings back what is missing or older, and puts nothing over what is newer")
    func roundTrip() async throws {
        let here = VaultSample.plainVault()
        let there = VaultSample.plainVault()
        for (name, hereGeneration, thereGeneration) in [
            ("ann", nil, 2), ("ben", 3, 5), ("cem", 7, 5), ("dan", 4, 4),
        ] as [(String, Int?, Int)] {
            if let hereGeneration {
                _ = try await here.save(try Self.file(name, hereGeneration), replacing: nil)
            }
            _ = try await there.save(try Self.file(name, thereGeneration), replacing: nil)
        }
        var sealed: [UserID: [UInt8]] = [:]
        for user in try there.users() { sealed[user] = try await there.readSealed(user) }
        let text = try await there.rescueMessage(sealed)
        let rescued = try await here.rescue(try Self.message(text), from: "the log")
        let outcomes = rescued.map { file in
            switch file.outcome {
            case .restored: "\(file.user) restored"
            case .merged: "\(file.user) merged"
            case .known: "\(file.user) known"
            case .failed(let error): "\(file.user) \(error)"
            }
        }
        #expect(outcomes == ["ann restored", "ben merged", "cem known", "dan known"])
        var generations: [Int] = []
        for user in try here.users() {
            let stored = try #require(try await here.load(user))
            generations.append(stored.file.connections[0].generation)
        }
        #expect(generations == [2, 5, 7, 4])
    }

    @Test("refuses what is no rescue message, and a file under another's name")
    func refusals() async throws {
        let vault = VaultSample.plainVault()
        let stranger = try await vault.sealAndProve(
            Array("hello".utf8),
            to: try await vault.currentRecipients(),
            path: ""
        )
        await #expect(throws: VaultError.self) { try await vault.rescue(stranger, from: "x") }
        let stored = try await vault.save(try Self.file("ann", 1), replacing: nil)
        let sealed = try #require(try await vault.readSealed(stored.file.user))
        let text = try await vault.rescueMessage([try VaultSample.user("eve"): sealed])
        let rescued = try await vault.rescue(try Self.message(text), from: "x")
        guard case .failed(.broken) = try #require(rescued.first).outcome else {
            Issue.record("\(rescued)")
            return
        }
        #expect(try vault.users().map(\.text) == ["ann"])
    }
}
