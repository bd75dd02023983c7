import Documents
import Testing

@Suite("The merge driver")
struct MergeDriverTests {
    // Lessons, row 48.
    @Test("merges connection files by generation in a plain git merge, once init has set it up")
    func merge() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try await place.publish()
            let doctor = try await place.latchkey("doctor", environment: Workplace.gitEnvironment)
            #expect(doctor.output.contains("warning  git: "), "\(doctor.output)")
            #expect(doctor.output.contains("this clone lacks the merge driver"))
            let setUp = try await place.latchkey("init", environment: Workplace.gitEnvironment)
            #expect(setUp.errors.contains("git merges connection files by generation"))
            try await place.git("git add data; git commit -q -m Attributes; git push -q")
            let well = try await place.latchkey("doctor", environment: Workplace.gitEnvironment)
            #expect(well.output.contains("good     git: merges connection files by generation"))
            try await place.clone("clone")
            // Renewed here; another account of the same person there.
            #expect(try await place.latchkey("sync").status == 0)
            try await place.git("git add data; git commit -q -m Sync; git push -q")
            let other = try await place.shell(
                """
                cd clone && latchkey connect strict --user ann --label second --print --quiet \
                --server strict.main=\(sandbox.url)/strict && git commit -q -am Second
                """,
                environment: Workplace.gitEnvironment
            )
            #expect(other.status == 0, "\(other.errors)")
            // Without the driver it is a conflict of two binary files.
            let plain = try await place.shell(
                "cd clone && git pull -q --no-rebase --no-edit",
                environment: Workplace.gitEnvironment
            )
            #expect(plain.status != 0)
            try await place.git("git merge --abort", in: "clone")
            let inClone = try await place.shell(
                "cd clone && latchkey init && git pull -q --no-rebase --no-edit && git push -q",
                environment: Workplace.gitEnvironment
            )
            #expect(inClone.status == 0, "\(inClone.errors)")
            let merged = try await place.pushed("ann")
            let generations = merged["connections"]?.array?.map { $0["generation"]?.integer }
            #expect(generations == [2, 0])
        }
    }

    @Test(
        "of limits.json the calls of both sides count in a plain git merge, with the driver or not"
    )
    func limits() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            func write(_ runs: [String], in folder: String) throws {
                let uses = runs.map { run -> JSONValue in
                    ["run": .string(run), "until": "2999-01-01T00:00:00Z", "calls": 40]
                }
                let page: JSONValue = [
                    "counts": [
                        [
                            "provider": "strict", "allowed": 100, "perSeconds": 900,
                            "uses": .array(uses),
                        ]
                    ], "holds": [], "ok": true, "schema": "latchkey/limits/1",
                ]
                try place.write(
                    String(decoding: page.canonicalText(), as: UTF8.self),
                    to: "\(folder)data/status/limits.json"
                )
            }
            try place.write("", to: "data/status/.keep")
            try write(["a"], in: "")
            try await place.publish()
            #expect(
                try await place.latchkey("init", environment: Workplace.gitEnvironment).status == 0
            )
            try await place.git("git add data; git commit -q -m Attributes; git push -q")
            try await place.clone("clone")
            try write(["a", "ours"], in: "clone/")
            try await place.git("git commit -q -am Ours", in: "clone")
            try write(["a", "theirs"], in: "")
            try await place.git("git commit -q -am Theirs; git push -q")
            // A clone that never ran `init` has no driver: git leaves a conflict.
            _ = try await place.shell(
                "cd clone && git pull -q --no-rebase --no-edit",
                environment: Workplace.gitEnvironment
            )
            let left = try #require(try place.bytes("clone/data/status/limits.json"))
            #expect(String(decoding: left, as: UTF8.self).contains("<<<<<<<"))
            try await place.git("git merge --abort", in: "clone")
            let pull = try await place.shell(
                "cd clone && latchkey init && git pull -q --no-rebase --no-edit",
                environment: Workplace.gitEnvironment
            )
            #expect(pull.status == 0, "\(pull.errors)")
            let merged = try #require(try place.bytes("clone/data/status/limits.json"))
            let uses = try JSONValue(parsing: merged)["counts"]?[0]?["uses"]?.array
            #expect(Set((uses ?? []).compactMap { $0["run"]?.string }) == ["a", "ours", "theirs"])
        }
    }

    @Test("exits with 1 and changes nothing where a side can't be read")
    func unreadable() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ann", "strict", "due_rotating")
            try place.write("broken", to: "theirs")
            let path = "data/connections/ann.gpg"
            let before = try place.bytes(path)
            for theirs in ["theirs", "nowhere"] {
                let result = try await place.latchkey(
                    "merge-driver",
                    "/dev/null",
                    path,
                    theirs,
                    path
                )
                #expect(result.status == 1)
                #expect(result.errors.contains("error: "))
                #expect(try place.bytes(path) == before)
            }
        }
    }
}
