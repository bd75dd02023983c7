import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// Whose keys open the files: gpg's own tools, a key from CI's secrets, changed recipients.
@Suite("Keys and recipients")
struct KeyTests {
    @Test("plain gpg -d and pass read a connection file")
    func otherTools() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            _ = try await place.connect("alice", "spotify")
            #expect(try place.opened("alice")["format"]?.string == "latchkey-user")
            let pass = try await place.shell(
                "command -v pass || exit 9; pass alice",
                environment: [
                    "PASSWORD_STORE_DIR": "\(place.path)/data/connections",
                    "GNUPGHOME": place.keyHome,
                ]
            )
            // 9 says that it isn't installed here.
            guard pass.status != 9 else { return }
            #expect(pass.output.contains(#""format""#), "\(pass.errors)")
        }
    }

    @Test("a key and its passphrase from the environment do a run and leave no home behind")
    func environmentKey() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let phrase = "correct horse battery staple"
            _ = try await place.shell("rm -r data home")
            let made = try await place.latchkey(
                "init",
                environment: ["LATCHKEY_GPG_PASSPHRASE": phrase]
            )
            #expect(made.status == 0, "\(made.errors)")
            try await place.enrol("hans", "spotify", "due_rotating")
            let key = try place.gpg(
                ["--pinentry-mode", "loopback", "--passphrase", phrase, "--armor"]
                    + ["--export-secret-keys", try place.recipient()]
            )
            let armored = String(decoding: key, as: UTF8.self)
            #expect(armored.contains("PRIVATE KEY"))
            let other = "\(place.path)/nowhere"
            let run = try await place.latchkey(
                "sync",
                environment: [
                    "LATCHKEY_GPG_KEY": armored, "LATCHKEY_GPG_PASSPHRASE": phrase,
                    "LATCHKEY_HOME": other,
                ]
            )
            #expect(run.status == 0, "\(run.errors)")
            #expect(try place.state("hans", "spotify") == "connected")
            #expect(try PrivateHomes.holding(try place.recipient()) == [])
            #expect(!FileManager.default.fileExists(atPath: other))
            // Without the passphrase nothing can be opened, and nothing is condemned.
            let locked = try await place.latchkey(
                "sync",
                environment: ["LATCHKEY_GPG_KEY": armored, "LATCHKEY_HOME": other]
            )
            #expect(locked.status == 4 || locked.status == 1, "\(locked.errors)")
            #expect(!locked.errors.contains("connect again"))
            #expect(try PrivateHomes.holding(try place.recipient()) == [])
            _ = try await place.shell("gpgconf --homedir home/gnupg --kill all")
        }
    }

    @Test("rekey encrypts every file to the new recipients and lists what the old ones could read")
    func rekey() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            try await place.enrol("gina", "spotify", "healthy")
            let first = try place.recipient()
            try place.gpg(
                ["--passphrase", "", "--quick-generate-key", "Successor", "future-default"]
            )
            let listing = try place.gpg(["--with-colons", "--list-secret-keys", "Successor"])
            let line = String(decoding: listing, as: UTF8.self).split(separator: "\n")
                .first { $0.hasPrefix("fpr:") }
            let second = try #require(line?.split(separator: ":").last.map(String.init))
            try place.write("\(second)\n", to: "data/connections/.gpg-id")
            let result = try await place.latchkey("rekey")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("2 files encrypted to the current recipients"))
            #expect(result.output.contains("ben/instagram  (Latchkey)"))
            #expect(result.output.contains("gina/spotify  (Latchkey)"))
            // The old key alone opens nothing any more.
            try place.gpg(["--delete-secret-keys", first])
            #expect(try place.opened("ben")["user"]?.string == "ben")
            #expect(try place.opened("gina")["user"]?.string == "gina")
            try place.gpg(["--delete-secret-keys", second])
            #expect(throws: (any Error).self) { try place.opened("ben") }
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 4, "\(sync.output)")
        }
    }

    @Test("a recipient whose key is gone is refused by name before anything is spent")
    func missingRecipient() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ida", "strict", "due_rotating")
            let own = try place.recipient()
            try place.write("\(own)\nnobody@example.org\n", to: "data/connections/.gpg-id")
            let sync = try await place.latchkey("sync")
            #expect(sync.status != 0)
            #expect((sync.output + sync.errors).contains("nobody@example.org"))
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
            let connect = try await place.latchkey("connect", "strict", "--user", "zoe", "--print")
            #expect(connect.status == 1)
            #expect(connect.errors.contains("nobody@example.org"))
            #expect(try place.bytes("data/connections/zoe.gpg") == nil)
        }
    }
}
