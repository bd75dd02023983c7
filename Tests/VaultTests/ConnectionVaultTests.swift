import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The vault")
struct ConnectionVaultTests {
    @Test("gives back what it saved, and nothing for a user it doesn't know")
    func givesBack() async throws {
        let vault = VaultSample.plainVault()
        let file = try VaultSample.fullFile()
        #expect(try await vault.load(file.user) == nil)
        let saved = try await vault.save(file, replacing: nil)
        #expect(saved.file == file)
        #expect(try await vault.load(file.user) == saved)
        #expect(try vault.users() == [file.user])
    }

    @Test("lists users in order and leaves out names that are nobody's")
    func listsUsers() throws {
        let names = [
            "bob.gpg", "alice.gpg", ".hidden.gpg", "a b.gpg", "notes.txt", ".gpg", "ü.gpg",
        ]
        let files = InMemoryFileStore(
            Dictionary(uniqueKeysWithValues: names.map { ("c/\($0)", [1]) })
        )
        let listing = try VaultSample.plainVault(files).listing()
        #expect(listing.users.map(\.text) == ["alice", "bob"])
        #expect(Set(listing.strangers) == [".hidden.gpg", "a b.gpg", ".gpg", "ü.gpg"])
        #expect(try VaultSample.plainVault(InMemoryFileStore()).users().isEmpty)
    }

    @Test("refuses to replace a file that changed since it was read")
    func refusesChanged() async throws {
        let vault = VaultSample.plainVault()
        var file = try VaultSample.fullFile()
        let first = try await vault.save(file, replacing: nil)
        file.connections[0].generation += 1
        let second = try await vault.save(file, replacing: first.digest)
        file.connections[0].generation += 1
        let path = vault.path(of: file.user)
        for digest in [first.digest, nil] {
            await #expect(throws: VaultError.changed(path: path)) {
                try await vault.save(file, replacing: digest)
            }
        }
        #expect(try await vault.load(file.user) == second)
    }

    @Test("refuses a generation that goes back, even when another run read the file")
    func refusesShrinking() async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let cipher = PlainCipher()
        let vault = VaultSample.plainVault(files, cipher)
        var file = try VaultSample.fullFile()
        let saved = try await vault.save(file, replacing: nil)
        file.connections[0].generation -= 1
        for vault in [vault, VaultSample.plainVault(files, cipher)] {
            let error = await #expect(throws: VaultError.self) {
                try await vault.save(file, replacing: saved.digest)
            }
            #expect(
                error?.sentence
                    == "can't save c/alice.gpg: instagram/default would go back from "
                    + "generation 3 to 2"
            )
        }
        #expect(try await vault.load(file.user) == saved)
    }

    @Test("writes no file that holds one connection twice")
    func refusesRepeats() async throws {
        let vault = VaultSample.plainVault()
        var file = try VaultSample.fullFile()
        file.connections.append(file.connections[0])
        let error = await #expect(throws: VaultError.self) {
            try await vault.save(file, replacing: nil)
        }
        guard case .notSaved = error else {
            Issue.record("expected notSaved, got \(String(describing: error))")
            return
        }
        #expect(try vault.users().isEmpty)
    }

    @Test("calls another user's file under this name broken")
    func refusesForeignFile() async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let vault = VaultSample.plainVault(files)
        _ = try await vault.save(try VaultSample.fullFile("bob"), replacing: nil)
        try files.move("c/bob.gpg", to: "c/alice.gpg")
        let error = await #expect(throws: VaultError.self) {
            try await vault.load(try VaultSample.user())
        }
        #expect(
            error?.sentence
                == "c/alice.gpg is broken: it is the file of another user under this name, "
                + "at $.user"
        )
    }

    @Test("tells why it can't be used without recipients")
    func needsRecipients() async throws {
        let none = VaultSample.plainVault(InMemoryFileStore())
        let empty = VaultSample.plainVault(InMemoryFileStore(["c/.gpg-id": Array("# us\n\n".utf8)]))
        for (vault, reason) in [
            (none, "there is no c/.gpg-id: run latchkey init"),
            (empty, "c/.gpg-id names no recipient: add one, a line each"),
        ] {
            await #expect(throws: VaultError.unusable(reason: reason)) {
                try await vault.proveRecipients(now: VaultSample.now)
            }
        }
    }

    @Test("leaves the old file whole when any step of a replacement fails", arguments: 0..<3)
    func survivesFailingSteps(_ step: Int) async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let cipher = PlainCipher()
        var file = try VaultSample.fullFile()
        let saved = try await VaultSample.plainVault(files, cipher).save(file, replacing: nil)
        let before = files.files
        file.connections[0].generation += 1
        let failing = FailingFileStore(files, failsReplace: step == 0)
        let failingCipher = FailingCipher(cipher, failsSeal: step == 1, spoilsSeal: step == 2)
        let vault = VaultSample.plainVault(failing, failingCipher)
        let error = await #expect(throws: VaultError.self) {
            try await vault.save(file, replacing: saved.digest)
        }
        guard case .notSaved("c/alice.gpg", _) = error else {
            Issue.record("expected notSaved, got \(String(describing: error))")
            return
        }
        #expect(files.files == before)
    }
}
