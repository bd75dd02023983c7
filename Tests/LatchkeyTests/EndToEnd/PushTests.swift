import Documents
import LatchkeyTestSupport
import Subprocess
import Testing

@Suite("Durable means pushed")
struct PushTests {
    private static let lock = "refs/latchkey/lock"
    private static let branch = "refs/heads/main"

    @Test("many connections cost three pushes of the branch, the lock goes with the last")
    func fewPushes() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let users = ["ann", "ben", "cem", "dan", "eva"]
            for user in users { try await place.enrol(user, "strict", "due_rotating") }
            try await place.publish()
            let result = try await place.push()
            #expect(result.status == 0, "\(result.errors)")
            // The lock, the intents, the tokens, the snapshots with the lock's end.
            #expect(
                try place.pushes() == [
                    [Self.lock], [Self.branch], [Self.branch], [Self.branch, Self.lock],
                ]
            )
            for user in users {
                let here = try place.opened(user)
                #expect(try await place.pushed(user) == here)
                #expect(try place.state(user, "strict") == "connected")
            }
            #expect(try await place.git("git status --porcelain; git diff origin/main") == "")
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
            #expect(try await sandbox.calls(to: "/strict/token") == users.count)
            let next = try await place.push()
            #expect(next.status == 0)
            // Nothing was due: the lock, and the heartbeat with its end.
            #expect(try place.pushes().count == 6)
        }
    }

    @Test("the user's own edits and staged files stay as they are")
    func usersFiles() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            try place.write("staged\n", to: "staged.txt")
            try place.write("# edited\n" + Workplace.strict, to: "pipelines/strict.yml")
            try await place.git("git add staged.txt")
            let before = try await place.git("git diff --cached; git diff")
            #expect(try await place.push().status == 0)
            #expect(try await place.git("git diff --cached; git diff") == before)
            let files = try await place.git("git -C remote.git ls-tree -r --name-only main")
            #expect(!files.contains("staged.txt"))
            #expect(files.contains("data/status/heartbeat.json"))
            let told = try await place.git("git -C remote.git show main:pipelines/strict.yml")
            #expect(told == Workplace.strict)
        }
    }

    @Test("LATCHKEY_PUSH pushes, to a remote it names too, and can be switched off")
    func environment() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            try await place.git("git remote add backup remote.git")
            func sync(_ value: String) async throws -> Program.Result {
                try await place.latchkey(
                    ["sync"],
                    environment: Workplace.gitEnvironment.merging(["LATCHKEY_PUSH": value]) { $1 }
                )
            }
            for (value, count) in [("0", 0), ("1", 2), ("backup", 4)] {
                #expect(try await sync(value).status == 0)
                #expect(try place.pushes().count == count, "\(value)")
            }
            let wrong = try await sync("nowhere")
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("nowhere is no remote of this repository"))
        }
    }

    // Lessons, rows 14 and 16: a clone is a copy of every token.
    @Test("two clones at once: one works, the other names the holder and exits with 4")
    func contention() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            try await place.clone("clone")
            let talk = try await place.pushOnceHeld(environment: ["USER": "ann"]) { _ in
                let second = try await place.push(in: "clone", "--wait", "0s")
                #expect(second.status == 4)
                #expect(second.errors.contains("at work on origin: ann, process"))
                let doctor = try await place.latchkey("doctor")
                #expect(doctor.output.contains("warning  lock: held by ann, process"))
                #expect(
                    try await place.shell("cd clone && latchkey doctor").output.contains(
                        "lock: free"
                    )
                )
                try await sandbox.release()
            }
            #expect(talk.status == 0, "\(talk.text)")
            #expect(try await place.push(in: "clone").status == 0)
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            let copy = try place.bytes("clone/data/connections/ann.gpg")
            #expect(try place.bytes("data/connections/ann.gpg") == copy)
        }
    }

    // Lessons, row 16: people run us in parallel.
    @Test("three clones that start together refresh each token once, and all end well")
    func race() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let users = ["ann", "ben"]
            for user in users { try await place.enrol(user, "strict", "due_rotating") }
            try await place.publish()
            let clones = ["clone1", "clone2", "clone3"]
            for clone in clones { try await place.clone(clone) }
            let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
                for clone in clones {
                    group.addTask { try await place.push(in: clone, "--wait", "10m").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [0, 0, 0])
            #expect(try await sandbox.calls(to: "/strict/token") == users.count)
            for user in users {
                #expect(try await sandbox.grant("strict", user)["killed_by_reuse"]?.bool == false)
            }
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
        }
    }

    @Test(
        "a signal lets go of the lock on the remote",
        arguments: [(Signal.terminate, Int32(143)), (Signal.terminalClosed, Int32(129))]
    )
    func signal(_ signal: Signal, status: Int32) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            let talk = try await place.pushOnceHeld { talk in
                try talk.send(signal)
                try await talk.line(with: "finishing what is in flight")
                try await sandbox.release()
            }
            #expect(talk.status == status, "\(talk.text)")
            // What was in flight was won, and is on the remote.
            let won = try place.opened("ann")
            #expect(try await place.pushed("ann") == won)
            #expect(won["connections"]?.array?.first?["generation"]?.integer == 2)
            #expect(try await place.git("git ls-remote origin 'refs/latchkey/*'") == "")
        }
    }

    // Lessons, row 22: a push that was overtaken is rebased and tried again.
    @Test("what others push meanwhile is taken in, the same user's file by generation")
    func overtaken() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            try await place.clone("clone")
            let talk = try await place.pushOnceHeld { _ in
                // Without the lock, as a person would: another account of the same person.
                let pending = try await place.shell(
                    """
                    cd clone && latchkey connect strict --user ann --label second --print \
                    --server strict.main=\(sandbox.url)/strict --quiet
                    git commit -qam Second && git pull -q --rebase && git push -q
                    """,
                    environment: Workplace.gitEnvironment
                )
                #expect(pending.status == 0, "\(pending.errors)")
                try await sandbox.release()
            }
            #expect(talk.status == 0, "\(talk.text)")
            let merged = try await place.pushed("ann")
            let labels = merged["connections"]?.array?.compactMap { $0["label"]?.string }
            #expect(labels == ["default", "second"])
            #expect(merged["connections"]?.array?.first?["generation"]?.integer == 2)
            let here = try place.opened("ann")
            #expect(here == merged)
            #expect(try await place.git("git status --porcelain; git diff origin/main") == "")
        }
    }
}
