import Documents
import FoundationEssentials
import JOSE
import LatchkeyTestSupport
import Testing

/// From the invitation to the connection, with the real binary and the sandbox; the browser's part is
/// played by hand.
@Suite("A sealed message takes effect")
struct InvitationTests {
    private static let site = "http://127.0.0.1:4173/"
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    private func prepared(_ sandbox: SandboxServer) async throws -> Workplace {
        let place = try await Workplace(sandbox)
        try place.write("url: \(Self.site)\n", to: "data/site.yml")
        return place
    }

    /// An invitation's token, out of the link that is printed.
    private func invite(_ place: Workplace, _ options: String...) async throws -> String {
        let made = try await place.latchkey(["invite", "anna", "--quiet"] + options)
        try #require(made.status == 0, "\(made.errors)")
        let link = made.output.trimmingCharacters()
        try #require(link.hasPrefix("\(Self.site)integrations.html?user=anna#i=eyJ"), "\(link)")
        return String(try #require(link.split(separator: "#i=").last))
    }

    /// The code that the provider gives the person's browser.
    private func code(_ place: Workplace, as person: String = "anna") async throws -> String {
        let page =
            "\(place.sandbox.url)/strict/authorize?response_type=code&client_id=sandbox-app"
            + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback&scope=profile&state=s"
            + "&code_challenge=\(Self.challenge)&code_challenge_method=S256"
        let location = try await place.sandbox.consent(to: page, as: person)
        let query = try #require(location.split(separator: "?").last)
        let field = try #require(query.split(separator: "&").first { $0.hasPrefix("code=") })
        return String(field.dropFirst(5))
    }

    private func message(
        _ token: String,
        _ changes: JSONObject,
        kind: String = "connect"
    ) -> JSONValue {
        var object: JSONObject = [
            "schema": "latchkey/message/1", "kind": .string(kind),
            "id": .string("message-\(UInt64.random(in: 1 << 60...UInt64.max))"),
            "at": .string(Timestamp.text(Date())), "user": "anna", "provider": "strict",
            "label": "default", "invitation": .string(token),
        ]
        if kind == "connect" {
            object["redirectUri"] = .string(Workplace.redirectURI)
            object["verifier"] = .string(Self.verifier)
        }
        for member in changes.members { object[member.name] = member.value }
        return .object(object)
    }

    /// Seals to the key that the site publishes, as a page does.
    private func send(
        _ message: JSONValue,
        _ place: Workplace,
        as name: String = "m"
    ) async throws {
        if try place.bytes("data/status/site.json") == nil {
            #expect(try await place.latchkey("site").status == 0)
        }
        let jwk = try #require(try place.status("site.json")["sealingKey"])
        let sealed = try TestSealer().seal(
            message.compactText(),
            to: try #require(PublicPoint(jwk: jwk)),
            id: try #require(jwk["kid"]?.string)
        )
        try place.write(sealed, to: "data/inbox/\(name).jwe")
    }

    private func files(_ place: Workplace) throws -> [String] {
        try place.files(below: "data").keys.filter { $0.hasPrefix("inbox/") }.sorted()
    }

    @Test(
        "a code is exchanged at once, and neither it nor the invitation stays anywhere in the clear"
    )
    func connects() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await prepared(sandbox)
            let token = try await invite(place, "--provider", "strict")
            let code = try await code(place)
            try await send(message(token, ["code": .string(code)]), place)
            let result = try await place.latchkey(["inbox"] + sandbox.serverOptions)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try place.state("anna", "strict") == "connected")
            #expect(try files(place) == [])
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            for (path, bytes) in try place.files() {
                let text = String(decoding: bytes, as: UTF8.self)
                for secret in [code, Self.verifier, token] {
                    #expect(!text.contains(secret), "\(path)")
                }
            }
            #expect(!place.said.replacing(token, with: "", maxReplacements: 1).contains(code))
            // Once more, with another code: the invitation is used up.
            let again = try await self.code(place, as: "mallory")
            try await send(message(token, ["code": .string(again)]), place)
            let second = try await place.latchkey(["inbox", "--json"] + sandbox.serverOptions)
            #expect(second.status == 0)
            let report = try JSONValue(parsing: Array(second.output.utf8))
            #expect(report["inbox"]?["rejected"] == ["invitation_used"])
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            // Ended by the person, with another invitation.
            let wish = message(try await invite(place), [:], kind: "disconnect")
            try await send(wish, place)
            let third = try await place.latchkey("sync")
            #expect(third.status == 0, "\(third.errors)")
            #expect(try place.state("anna", "strict") == "disconnected")
            #expect(try await sandbox.calls(to: "/strict/revoke") == 1)
        }
    }

    @Test("what does not check fails no run, and asks no provider")
    func rejects() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await prepared(sandbox)
            let token = try await invite(place, "--provider", "strict", "--label", "band")
            try await send(message(token, ["code": "some-code-1"]), place, as: "label")
            try await send(
                message(token, ["code": "some-code-2", "label": "band", "user": "ben"]),
                place,
                as: "user"
            )
            try await send(
                message(
                    token,
                    [
                        "code": "some-code-3", "label": "band",
                        "redirectUri": "https://evil.example/",
                    ]
                ),
                place,
                as: "redirect"
            )
            try place.write("::error::hello", to: "data/inbox/odd.jwe")
            let result = try await place.latchkey("sync")
            #expect(result.status == 0, "\(result.errors)")
            #expect(!result.errors.contains("hello"))
            #expect(try files(place).count == 8)
            #expect(try files(place).allSatisfy { $0.hasPrefix("inbox/rejected/") })
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
            #expect(try place.files(below: "data/connections").keys.contains("anna.gpg") == false)
            // Taken back, a good one opens nothing either.
            #expect(try await place.latchkey("invite", "anna", "--revoke").status == 0)
            try await send(message(token, ["code": "some-code-4", "label": "band"]), place)
            let last = try await place.latchkey(["inbox", "--json"] + sandbox.serverOptions)
            let report = try JSONValue(parsing: Array(last.output.utf8))
            #expect(report["inbox"]?["rejected"] == ["invitation_revoked"])
        }
    }

    @Test("a code that was too long on its way is told, and the link still works")
    func lapses() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await prepared(sandbox)
            let token = try await invite(place)
            let old = Timestamp.text(Date().addingTimeInterval(-7200))
            try await send(message(token, ["code": "some-code-1", "at": .string(old)]), place)
            let result = try await place.latchkey(["inbox"] + sandbox.serverOptions)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try place.state("anna", "strict") == "needs_reconnect:code_expired")
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
            let code = try await code(place)
            try await send(message(token, ["code": .string(code)]), place)
            #expect(try await place.latchkey(["inbox"] + sandbox.serverOptions).status == 0)
            #expect(try place.state("anna", "strict") == "connected")
        }
    }

    @Test("killed between file and message, the next run takes it once")
    func killed() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await prepared(sandbox)
            let token = try await invite(place)
            let code = try await code(place)
            try await send(message(token, ["code": .string(code)]), place)
            let killed = try await place.latchkey(
                ["inbox"] + sandbox.serverOptions,
                environment: ["LATCHKEY_TEST_KILL": "inbox-kept"]
            )
            #expect(killed.status == 137)
            #expect(try files(place) == ["inbox/m.jwe"])
            let result = try await place.latchkey(["inbox"] + sandbox.serverOptions)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try place.state("anna", "strict") == "connected")
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            #expect(try files(place) == [])
        }
    }

    @Test("of two clones that race for one message, one takes it")
    func race() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await prepared(sandbox)
            let token = try await invite(place)
            try await send(message(token, ["code": .string(try await code(place))]), place)
            try await place.publish()
            try await place.clone("clone-a")
            try await place.clone("clone-b")
            let options = sandbox.serverOptions.map { "'\($0)'" }.joined(separator: " ")
            let script =
                ["clone-a", "clone-b"].map { folder in
                    "(cd \(folder) && latchkey inbox --push --wait 60s \(options)) & "
                }.joined() + "wait"
            let result = try await place.shell(script, environment: Workplace.gitEnvironment)
            #expect(try await sandbox.calls(to: "/strict/token") == 1, "\(result.errors)")
            let names = try await place.git("git -C remote.git ls-tree -r --name-only main")
            #expect(!names.contains("data/inbox/"))
            #expect(names.contains("data/connections/.inbox-keys.gpg"))
            #expect(names.contains("data/connections/anna.gpg"))
            let page = try await place.git(
                "git -C remote.git show main:data/status/api/integrations/anna.json"
            )
            #expect(page.contains("\"connected\""))
        }
    }

    @Test("without an address of the site an invitation leads nowhere, and says how to set it")
    func withoutAddress() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let result = try await place.latchkey("invite", "anna")
            #expect(result.status == 2)
            #expect(result.errors.contains("site.yml"))
            #expect(result.output.isEmpty)
        }
    }
}

extension String {
    fileprivate func trimmingCharacters() -> String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
