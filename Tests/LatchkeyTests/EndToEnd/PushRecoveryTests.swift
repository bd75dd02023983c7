import Documents
import LatchkeyTestSupport
import Subprocess
import Testing

@Suite("What pushed runs recover from")
struct PushRecoveryTests {
    @Test("where the remote is gone, the log holds the tokens and rescue brings them back")
    func rescue() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            for user in ["ann", "ben"] { try await place.enrol(user, "strict", "due_rotating") }
            try await place.publish()
            try await place.clone("clone")
            let talk = try await place.pushOnceHeld("--json", calls: 2) { _ in
                try await place.git("mv remote.git away.git")
                try await sandbox.release()
            }
            #expect(talk.status == 3, "\(talk.text)")
            #expect(talk.text.contains("could not push to origin/main"))
            #expect(talk.text.contains("latchkey rescue FILE"))
            #expect(talk.text.contains("the lock on origin could not be let go: it runs out"))
            #expect(talk.text.contains("\"ok\": false"), "\(talk.text)")
            // The runner is gone; its log has timestamps.
            try await place.git("mv away.git remote.git; git push -q origin :refs/latchkey/lock")
            let log = talk.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "2026-11-24T13:00:00.1234567Z \($0)" }.joined(separator: "\n")
            try place.write(log, to: "job.log")
            let rescued = try await place.shell("cd clone && latchkey rescue ../job.log")
            #expect(rescued.status == 0, "\(rescued.errors)")
            #expect(rescued.output.contains("ann: what is newer in the message was taken in"))
            // Again, from a pipe: nothing newer is overwritten.
            let again = try await place.shell("cd clone && latchkey rescue - < ../job.log")
            #expect(again.output.contains("ben: what is here is as new"))
            let sync = try await place.push(in: "clone", "--everything")
            #expect(sync.status == 0, "\(sync.errors)")
            for user in ["ann", "ben"] {
                let won = try place.opened(user)
                #expect(try await place.pushed(user) == won)
                #expect(try await sandbox.grant("strict", user)["alive"]?.bool == true)
            }
            #expect(try await sandbox.calls(to: "/strict/token") == 2)
        }
    }

    @Test(
        "what is no message to rescue is bad input, with what to do instead",
        arguments: [
            ("nofile", "there is no file nofile", "save the job's log"),
            ("notes", "notes holds no OpenPGP message", "a job's whole log will do"),
        ]
    )
    func noMessage(_ file: String, problem: String, hint: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try place.write("one\n", to: "notes")
            let result = try await place.latchkey("rescue", file)
            #expect(result.status == 2)
            #expect(result.errors.contains(problem), "\(result.errors)")
            #expect(result.errors.contains(hint))
        }
    }

    @Test("nothing is spent where the remote can't be reached")
    func unreachable() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            try await place.git(
                "git remote set-url origin https://ann:sesame@127.0.0.1:1/x.git; mv remote.git away.git"
            )
            let result = try await place.push()
            #expect(result.status == 1)
            #expect(result.errors.contains("nothing was spent"), "\(result.errors)")
            #expect(!result.errors.contains("sesame"))
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
        }
    }

    @Test("a run killed between its intents and its tokens is looked into by a fresh clone")
    func killed() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            let talk = try await place.pushOnceHeld { talk in
                try talk.send(.kill)
            }
            #expect(talk.status == 137)
            #expect(try place.pushes() == [["refs/latchkey/lock"], ["refs/heads/main"]])
            try await place.clone("fresh")
            let held = try await place.push(in: "fresh", "--wait", "0s")
            #expect(held.status == 4)
            let plan = try await place.shell(
                "cd fresh && latchkey plan --server strict.main=\(sandbox.url)/strict"
            )
            #expect(plan.output.contains("the last refresh got no clear answer"), "\(plan.output)")
            // Its lock runs out by itself; nobody waits that long here.
            try await place.git("git push -q origin :refs/latchkey/lock")
            #expect(try await place.push(in: "fresh").status == 0)
            let state = try await place.git(
                "git -C remote.git show main:data/status/api/integrations/ann.json"
            )
            #expect(state.contains("\"status\": \"connected\""), "\(state)")
            let files = try await place.git("git -C remote.git ls-tree -r --name-only main")
            #expect(!files.contains(".intents"))
        }
    }

    // Lessons, row 59: a code is sent once, whatever machine goes on.
    @Test("a code that a killed run may have sent is not sent again by a fresh clone")
    func killedCode() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "fresh_code")
            try await place.publish()
            let talk = try await place.pushOnceHeld { talk in
                try talk.send(.kill)
            }
            #expect(talk.status == 137)
            // The mark in the connection file died with the machine; the intent did not.
            #expect(try place.pushes() == [["refs/latchkey/lock"], ["refs/heads/main"]])
            try await place.clone("fresh")
            try await place.git("git push -q origin :refs/latchkey/lock")
            let calls = try await sandbox.calls(to: "/strict/token")
            _ = try await place.push(in: "fresh")
            #expect(try await sandbox.calls(to: "/strict/token") == calls)
            let told = try await place.git(
                "git -C remote.git show main:data/status/api/integrations/ann.json"
            )
            #expect(told.contains("\"status\": \"in_doubt\""), "\(told)")
        }
    }

    // Lessons, row 20: a stale copy is no evidence about the account.
    @Test("a clone that can't be brought up to date spends nothing of what is newer there")
    func stale() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.enrol("ben", "strict", "due_rotating")
            try place.write("one\n", to: "notes")
            try await place.publish()
            try await place.clone("clone")
            // Ann's token is renewed here, and pushed with a change of the notes.
            try place.write("two\n", to: "notes")
            try await place.git("git commit -q -am Notes")
            #expect(try await place.push("--only", "ann").status == 0)
            try place.write("three\n", to: "clone/notes")
            let result = try await place.push(in: "clone", "--json")
            #expect(result.status == 3)
            #expect(result.errors.contains("not up to date with origin/main"), "\(result.errors)")
            let report = try JSONValue(parsing: Array(result.output.utf8))
            let entries = try #require(report["connections"]?.array)
            #expect(entries.map { $0["refreshed"]?.bool } == [false, true])
            #expect(entries[0]["reason"]?.string == "stale_copy")
            #expect(try await sandbox.calls(to: "/strict/token") == 2)
            #expect(try await sandbox.grant("strict", "ann")["alive"]?.bool == true)
            // Ben's new token is safe all the same, and Ann's was not put back.
            #expect(
                try await place.pushed("ben")["connections"]?.array?.first?["generation"]?.integer
                    == 2
            )
            #expect(try await place.pushed("ann") == place.opened("ann"))
            #expect(try await place.git("cat clone/notes") == "three\n")
        }
    }

    @Test("a lock that ran out is taken over, and said so")
    func expired() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            let message =
                "Latchkey is at work\n\nowner: ghost\nhost: far\nprocess: 1\n"
                + "since: 2026-01-01T00:00:00Z\nuntil: 2026-01-01T00:15:00Z\nnonce: x\n"
            try place.write(message, to: "home/lock")
            try await place.git(
                """
                commit=$(git commit-tree "$(git mktree </dev/null)" < home/lock)
                git push -q origin "$commit:refs/latchkey/lock"
                """
            )
            let result = try await place.push()
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors.contains("has run out: ghost, process 1 on far"))
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
        }
    }
}
