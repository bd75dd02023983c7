import Documents
import LatchkeyTestSupport
import Synchronization
import Vault

/// A vault of a few users whose gpg calls are counted, on a disk whose clock the test moves.
final class PackScene: Sendable {
    let cipher = CountingCipher(PlainCipher())
    let files: InMemoryFileStore
    let users: [UserID]
    private let clock: Clock

    /// Nanoseconds, moved by hand.
    final class Clock: Sendable {
        private let now = Mutex<Int64>(1_000_000_000_000)
        var reading: Int64 { now.withLock { $0 } }
        func advance(seconds: Int64) { now.withLock { $0 += seconds * 1_000_000_000 } }
    }

    init(users: Int) async throws {
        let clock = Clock()
        self.clock = clock
        files = InMemoryFileStore(clock: { clock.reading })
        try files.replace("c/.gpg-id", with: Array("test@example.org\n".utf8), mode: 0o644)
        self.users = try (0..<users).map { try VaultSample.user("user-\($0)") }
        let vault = VaultSample.plainVault(files, cipher)
        for user in self.users {
            _ = try await vault.save(try VaultSample.fullFile(user.text), replacing: nil)
        }
        _ = cipher.opened
    }

    func advance(seconds: Int64) { clock.advance(seconds: seconds) }

    /// What a run over everybody reads, and how many messages gpg had to open for it.
    func run(
        _ body: (ConnectionVault) async throws -> Void = { _ in }
    ) async throws -> (files: [UserFile], opened: Int) {
        let vault = VaultSample.plainVault(files, cipher)
        _ = cipher.opened
        await vault.openPack(users: users.count)
        var read: [UserFile] = []
        for user in users {
            if let stored = try await vault.load(user) { read.append(stored.file) }
        }
        let opened = cipher.opened
        try await body(vault)
        _ = await vault.closePack(keeping: try vault.users())
        return (read, opened)
    }

    /// The paths of the pack's buckets.
    var buckets: [String] { files.files.keys.filter { $0.hasSuffix(".pack") }.sorted() }
}
