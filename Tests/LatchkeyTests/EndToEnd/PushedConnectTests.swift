import Documents
import Testing

@Suite("What connecting and disconnecting bring outlives the machine")
struct PushedConnectTests {
    private static let pushing = Workplace.gitEnvironment.merging(["LATCHKEY_PUSH": "1"]) { $1 }

    private func connect(
        _ place: Workplace,
        _ options: String...
    ) async throws -> Program.Result {
        let words = ["connect", "strict", "--user", "ann"]
        let begun = try await place.latchkey(words + ["--print"], environment: Self.pushing)
        try #require(begun.status == 0, "\(begun.errors)")
        let page = String(begun.output.split(separator: "\n")[0])
        let callback = try await place.sandbox.consent(to: page, as: "ann")
        return try await place.latchkey(
            words + ["--callback", callback] + options,
            environment: Self.pushing
        )
    }

    @Test("the code's intent is pushed before it goes out, the grant and the pages after it")
    func connects() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            let result = try await connect(place)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try await place.pushed("ann") == place.opened("ann"))
            let grant = try await place.pushed("ann")["connections"]?.array?.first?["grant"]
            #expect(grant?["refresh_token"] != nil)
            let told = try await place.git(
                "git -C remote.git show main:data/status/api/integrations/ann.json"
            )
            #expect(told.contains("\"status\": \"connected\""))
            let log = try await place.git("git log --format=%s origin/main")
            let subjects = log.split(separator: "\n").map(String.init)
            #expect(
                subjects.prefix(3) == [
                    "Publish how the connections stand", "Keep new tokens",
                    "Note what is about to be spent",
                ]
            )
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
            #expect(try await place.git("git status --porcelain") == "")
        }
    }

    @Test("what was begun on one machine is ended on another")
    func elsewhere() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            try await place.clone("clone")
            let words = ["connect", "strict", "--user", "ann"]
            let begun = try await place.latchkey(words + ["--print"], environment: Self.pushing)
            let page = String(begun.output.split(separator: "\n")[0])
            let callback = try await sandbox.consent(to: page, as: "ann")
            let ended = try await place.shell(
                """
                cd clone && latchkey connect strict --user ann --callback '\(callback)' --push \
                --server strict.main=\(sandbox.url)/strict
                """,
                environment: Workplace.gitEnvironment
            )
            #expect(ended.status == 0, "\(ended.errors)")
            let grant = try await place.pushed("ann")["connections"]?.array?.first?["grant"]
            #expect(grant?["refresh_token"] != nil)
        }
    }

    @Test("a code that waits for the next run is pushed, too")
    func deferred() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            #expect(try await connect(place, "--defer").status == 0)
            let code = try await place.pushed("ann")["connections"]?.array?.first?["pending_code"]
            #expect(code != nil)
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
        }
    }

    @Test("a disconnection is on the remote, without its tokens, and a stale clone makes none")
    func disconnects() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try place.write("one\n", to: "notes")
            try await place.publish()
            try await place.clone("clone")
            try place.write("two\n", to: "notes")
            try await place.git("git commit -q -am Notes")
            #expect(try await place.push().status == 0)
            // The clone can't follow, and its copy is not the newest.
            try place.write("three\n", to: "clone/notes")
            let words = "disconnect strict --user ann --push"
            let server = "--server strict.main=\(sandbox.url)/strict"
            let stale = try await place.shell(
                "cd clone && latchkey \(words) \(server)",
                environment: Workplace.gitEnvironment
            )
            #expect(stale.status == 1, "\(stale.errors)")
            #expect(stale.errors.contains("bring this clone up to date"))
            #expect(try await sandbox.calls(to: "/strict/revoke") == 0)
            let ended = try await place.latchkey(
                words.split(separator: " ").map(String.init),
                environment: Workplace.gitEnvironment
            )
            #expect(ended.status == 0, "\(ended.errors)")
            let connection = try await place.pushed("ann")["connections"]?.array?.first
            #expect(connection?["disconnected_at"] != nil)
            #expect(connection?["grant"]?["refresh_token"] == nil)
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
        }
    }

    @Test("while another machine is at work, no code is sent and nobody is disconnected")
    func locked() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "healthy")
            try await place.publish()
            let message =
                "Latchkey is at work\n\nowner: ben\nhost: far\nprocess: 1\n"
                + "since: 2026-01-01T00:00:00Z\nuntil: 2096-01-01T00:15:00Z\nnonce: x\n"
            try place.write(message, to: "home/lock")
            try await place.git(
                """
                commit=$(git commit-tree "$(git mktree </dev/null)" < home/lock)
                git push -q origin "$commit:refs/latchkey/lock"
                """
            )
            let words = ["--user", "ann", "--push", "--wait", "0s"]
            for command in [["disconnect", "strict"], ["connect", "strict", "--print"]] {
                let result = try await place.latchkey(
                    command + words,
                    environment: Workplace.gitEnvironment
                )
                #expect(result.status == 4, "\(result.errors)")
                #expect(result.errors.contains("at work on origin: ben, process 1 on far"))
            }
            #expect(try await sandbox.calls(to: "/strict/revoke") == 0)
        }
    }
}
