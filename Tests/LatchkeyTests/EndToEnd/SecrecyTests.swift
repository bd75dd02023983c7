import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// No secret leaves the vault: not into a file, not onto a screen.
@Suite("Secrets stay in the vault")
struct SecrecyTests {
    /// What tokens and codes of the emulated providers look like, stored by us or not.
    private static let shapes: [(prefix: String, length: Int)] = [
        ("IGAAL", 150), ("IGAAS", 150), ("BQ", 150), ("AQ", 120), ("sat_", 40), ("srt_", 40),
    ]

    /// The words of a text that look like a token or a code.
    private static func suspects(_ bytes: [UInt8]) -> [String] {
        let isWordByte = { (byte: UInt8) in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return bytes.split { !isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
            .filter { word in
                shapes.contains { word.hasPrefix($0.prefix) && word.utf8.count >= $0.length }
            }
    }

    /// Every secret text in a decrypted file.
    private static func secrets(_ value: JSONValue) -> [String] {
        let names: Set = ["access_token", "refresh_token", "code", "code_verifier", "state"]
        var found: [String] = []
        for member in value.object?.members ?? [] {
            if names.contains(member.name), let text = member.value.string { found.append(text) }
            found += secrets(member.value)
        }
        for element in value.array ?? [] { found += secrets(element) }
        return found
    }

    @Test("after every kind of journey, well or not, no output and no file holds one")
    func everyJourney() async throws {
        try await SandboxServer.serving("--rotation", "always") { sandbox in
            let place = try await Workplace(sandbox)
            var known: Set<String> = ["sandbox-secret"]
            func learn() throws {
                for name in try place.files(below: "data/connections").keys
                where name.hasSuffix(".gpg") {
                    guard let file = try? place.opened(String(name.dropLast(4))) else { continue }
                    known.formUnion(Self.secrets(file))
                }
            }
            let all = ["instagram", "spotify", "strict"]
            for provider in all {
                // What a person pastes is typed by the person: it is not ours to keep quiet.
                let talk = try await place.talk(
                    "connect",
                    provider,
                    "--user",
                    "anna",
                    "--callback",
                    "-",
                    "--defer",
                    "--verbose"
                ) { talk in
                    let page = try await talk.line(with: "http://")
                    try learn()
                    try await talk.say(try await sandbox.consent(to: page, as: "anna"))
                }
                #expect(talk.status == 0)
                try learn()
                for state in ["due", "expired", "revoked", "rate_limited", "fresh_code"] {
                    try await place.enrol("\(state)-\(provider)", provider, state)
                }
            }
            try learn()
            // Answers that break in every way, with tokens in them.
            for (path, kind) in [
                ("/strict/token", "truncated"), ("/spotify/accounts/api/token", "html"),
                ("/instagram/graph/refresh_access_token", "truncated"),
                ("/spotify/api/*", "truncated"), ("/strict/userinfo", "reset"),
            ] {
                let fault: JSONValue = ["path": .string(path), "kind": .string(kind)]
                try await sandbox.control("POST", "faults", fault)
            }
            for command in [
                ["sync", "--verbose"], ["sync", "--json", "--everything"], ["plan", "--verbose"],
                ["status"], ["show", "anna"], ["list"], ["doctor"],
                ["disconnect", "strict", "--user", "anna"], ["rekey"], ["sync"],
            ] {
                _ = try await place.latchkey(command)
                try learn()
            }
            // The search can find something: it does, in the vault.
            let anna = try place.opened("anna").canonicalText()
            #expect(!Self.suspects(anna).isEmpty)
            #expect(known.count > 20)
            // The one place a state belongs outside: the address the person opens.
            let said = place.said.split(separator: "\n").filter { !$0.contains("/authorize?") }
                .joined(separator: "\n")
            var everything = try place.files().filter { !$0.key.hasSuffix(".gpg") }
            everything["what was printed"] = Array(said.utf8)
            for (name, bytes) in everything {
                #expect(Self.suspects(bytes) == [], "\(name)")
                let text = String(decoding: bytes, as: UTF8.self)
                for secret in known where text.contains(secret) {
                    Issue.record("\(name) holds a secret of \(secret.utf8.count) bytes")
                }
            }
        }
    }

    @Test("connection files are for their owner alone")
    func fileModes() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            _ = try await place.connect("alice", "strict")
            let modes = try await place.shell("stat -c '%a' data/connections/alice.gpg home/gnupg")
            #expect(modes.output == "600\n700\n")
        }
    }

    @Test("in GitHub Actions each token is masked before anything else is printed")
    func masks() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("clara", "instagram", "due")
            try await place.enrol("hans", "spotify", "due_rotating")
            try await place.enrol("emil", "instagram", "revoked")
            var held: Set<String> = []
            for user in ["clara", "hans", "emil"] {
                held.formUnion(Self.secrets(try place.opened(user)))
            }
            let summary = "\(place.path)/summary.md"
            let result = try await place.latchkey(
                "sync",
                environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary]
            )
            #expect(result.status == 3)
            for user in ["clara", "hans", "emil"] {
                held.formUnion(Self.secrets(try place.opened(user)))
            }
            held.insert("sandbox-secret")
            var masked: Set<String> = []
            var other: [Substring] = []
            for line in result.errors.split(separator: "\n") {
                if line.hasPrefix("::add-mask::") {
                    masked.insert(String(line.dropFirst("::add-mask::".count)))
                } else {
                    other.append(line)
                    #expect(Self.suspects(Array(line.utf8)) == [])
                }
            }
            #expect(held.subtracting(masked).isEmpty)
            #expect(Self.suspects(Array(result.output.utf8)) == [])
            #expect(other.contains { $0.hasPrefix("::warning title=emil/instagram") })
            let page = String(decoding: try #require(try place.bytes("summary.md")), as: UTF8.self)
            #expect(page.contains("| emil/instagram"))
            #expect(Self.suspects(Array(page.utf8)) == [])
        }
    }
}
