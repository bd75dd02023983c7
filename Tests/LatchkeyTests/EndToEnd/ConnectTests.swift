import Documents
import LatchkeyTestSupport
import Testing
import Transport

/// The ways a person gets connected, against the sandbox, with the pipelines as they are.
@Suite("Connecting a person")
struct ConnectTests {
    @Test(
        "by a printed page and a pasted callback",
        arguments: ["instagram", "spotify", "strict"],
        ["flat", "enveloped"]
    )
    func callback(provider: String, shape: String) async throws {
        try await SandboxServer.serving("--shape", shape) { sandbox in
            let place = try await Workplace(sandbox)
            let result = try await place.connect("alice", provider)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try place.state("alice", provider) == "connected")
            let page = try place.status("api/integrations/\(provider)/alice.json")
            #expect(page["connection"]?["username"]?.string?.isEmpty == false)
            let connection = try place.connection("alice", provider)
            #expect(connection["pending_code"] == nil)
            #expect(connection["pending_authorization"] == nil)
            #expect(connection["grant"] != nil)
            #expect(try await sandbox.grant(provider, "alice")["alive"]?.bool == true)
        }
    }

    @Test("keeps an id beyond 2^53 digit for digit")
    func exactID() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            _ = try await place.connect("alice", "instagram")
            let told = try await sandbox.control(
                "POST",
                "grants",
                ["provider": "instagram", "user": "alice"]
            )
            let page = try place.status("api/integrations/instagram/alice.json")
            #expect(page["connection"]?["id"]?.exactText == told["account_id"]?.string)
        }
    }

    @Test("by the loopback address of the redirect URI", arguments: ["instagram", "spotify"])
    func loopback(provider: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let uri = "http://127.0.0.1:\(try FreePort.find())/callback"
            let name = "\(provider.uppercased())_REDIRECT_URI"
            let talk = try await place.talk(
                "connect",
                provider,
                "--user",
                "alice",
                environment: [name: uri]
            ) { talk in
                let page = try await talk.line(with: "http://")
                try await talk.line(with: "waiting for the redirect")
                let callback = try await sandbox.consent(to: page, as: "alice")
                #expect(callback.hasPrefix(uri))
                #expect(callback.hasSuffix("#_") == (provider == "instagram"))
                // A browser keeps the fragment to itself.
                let address = String(callback.prefix { $0 != "#" })
                let answer = try await sandbox.visit(address)
                #expect(answer.status == 200)
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("code="))
            }
            #expect(talk.status == 0, "\(talk.text)")
            #expect(try place.state("alice", provider) == "connected")
        }
    }

    @Test("sends nobody away while the redirect could not arrive")
    func portInUse() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let other = try #require(LoopbackServer(.text("another program")))
            defer { other.stop() }
            let result = try await place.latchkey(
                "connect",
                "spotify",
                "--user",
                "alice",
                environment: ["SPOTIFY_REDIRECT_URI": "\(other.url)/callback"]
            )
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.errors.contains("can't listen at the redirect URI \(other.url)"))
        }
    }

    @Test("by a callback on standard input")
    func standardInput() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let talk = try await place.talk(
                "connect",
                "instagram",
                "--user",
                "alice",
                "--callback",
                "-"
            ) { talk in
                let page = try await talk.line(with: "http://")
                try await talk.say(try await sandbox.consent(to: page, as: "alice"))
            }
            #expect(talk.status == 0, "\(talk.text)")
            #expect(try place.state("alice", "instagram") == "connected")
        }
    }

    @Test("later: the code waits, encrypted, for the next sync")
    func deferred() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let talk = try await place.talk(
                "connect",
                "spotify",
                "--user",
                "alice",
                "--callback",
                "-",
                "--defer"
            ) { talk in
                let page = try await talk.line(with: "http://")
                try await talk.say(try await sandbox.consent(to: page, as: "alice"))
            }
            #expect(talk.status == 0, "\(talk.text)")
            #expect(try await sandbox.calls(to: "/spotify/accounts/api/token") == 0)
            #expect(try place.connection("alice", "spotify")["pending_code"] != nil)
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 0, "\(sync.errors)")
            #expect(try place.state("alice", "spotify") == "connected")
            #expect(try place.connection("alice", "spotify")["pending_code"] == nil)
        }
    }

    @Test("with two accounts at one provider")
    func twoLabels() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            #expect(try await place.connect("alice", "instagram", as: "alice").status == 0)
            let second = try await place.connect("alice", "instagram", as: "bruno", "work")
            #expect(second.status == 0, "\(second.errors)")
            let page = try place.status("api/integrations/instagram/alice.json")
            let names = page["connections"]?.array?.compactMap { $0["username"]?.string }
            #expect(Set(names ?? []).count == 2)
            let list = try await place.latchkey("list")
            #expect(list.output == "alice/instagram\nalice/instagram/work\n")
        }
    }

    @Test(
        "refuses a callback that is not this authorization's, and spends nothing",
        arguments: [
            ("state", "the callback's state is not the one this authorization began with"),
            ("redirect", "does not begin with the redirect URI"),
            ("denied", "access was not granted"),
            ("codeless", "the callback has no code parameter"),
        ]
    )
    func refused(fault: String, message: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let begun = try await place.latchkey(
                "connect",
                "spotify",
                "--user",
                "alice",
                "--print"
            )
            let page = String(begun.output.split(separator: "\n")[0])
            let isDenied = fault == "denied"
            let good = try await sandbox.consent(to: page, as: isDenied ? nil : "alice")
            let callback =
                switch fault {
                case "state": good.replacing("state=", with: "state=x")
                case "redirect": good.replacing("/callback", with: "/elsewhere")
                case "codeless": good.replacing("code=", with: "kode=")
                default: good
                }
            let result = try await place.latchkey(
                "connect",
                "spotify",
                "--user",
                "alice",
                "--callback",
                callback
            )
            #expect(result.status == 2)
            #expect(result.errors.contains(message), "\(result.errors)")
            #expect(try await sandbox.calls(to: "/spotify/accounts/api/token") == 0)
            // What is right still works after what was wrong.
            guard !isDenied else { return }
            let again = try await place.latchkey(
                "connect",
                "spotify",
                "--user",
                "alice",
                "--callback",
                good
            )
            #expect(again.status == 0, "\(again.errors)")
        }
    }

    @Test("never sends a code twice")
    func codeOnce() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let begun = try await place.latchkey("connect", "strict", "--user", "alice", "--print")
            let page = String(begun.output.split(separator: "\n")[0])
            let callback = try await sandbox.consent(to: page, as: "alice")
            let command = ["connect", "strict", "--user", "alice", "--callback", callback]
            #expect(try await place.latchkey(command).status == 0)
            let again = try await place.latchkey(command)
            #expect(again.status == 2)
            let grant = try await sandbox.grant("strict", "alice")
            #expect(grant["killed_by_reuse"]?.bool == false)
            #expect(grant["alive"]?.bool == true)
        }
    }

    @Test("a lost answer leaves the code in doubt, and it is not sent again")
    func lostAnswer() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await sandbox.control(
                "POST",
                "faults",
                ["path": "/strict/token", "kind": "drop"]
            )
            let result = try await place.connect("alice", "strict")
            #expect(result.status == 3, "\(result.output)")
            #expect(try place.state("alice", "strict") == "in_doubt:code_in_doubt")
            let calls = try await sandbox.calls(to: "/strict/token")
            _ = try await place.latchkey("sync")
            #expect(try await sandbox.calls(to: "/strict/token") == calls)
            #expect(try place.state("alice", "strict") == "needs_reconnect:code_in_doubt")
        }
    }
}
