import LatchkeyTestSupport
import Testing

@testable import Repository

@Suite("Finding the clone")
struct CheckoutTests {
    @Test("takes the branch's own remote and its place there, else origin, else the only one")
    func remotes() async throws {
        let clones = try Clones("a")
        var checkout = try await clones.checkout("a")
        #expect(checkout.remoteName == "origin/main")
        #expect(checkout.own.prefix == "data/")
        try clones.sh("cd a; git branch -m trunk; git remote add up ../remote.git")
        checkout = try await clones.checkout("a")
        #expect((checkout.branch, checkout.remoteName) == ("trunk", "origin/main"))
        try clones.sh("cd a; git config branch.trunk.remote up")
        #expect(try await clones.checkout("a").remoteName == "up/main")
        try clones.sh("cd a; git branch --unset-upstream")
        #expect(try await clones.checkout("a").remoteName == "origin/trunk")
        try clones.sh("cd a; git remote remove origin")
        #expect(try await clones.checkout("a").remoteName == "up/trunk")
    }

    @Test(
        "says what is unfit for pushing",
        arguments: [
            ("rm -rf a/.git", "in no git repository"),
            ("cd a; git checkout -q --detach", "on no branch"),
            ("cd a; git remote remove origin", "git remote add"),
            (
                "cd a; git remote rename origin x; git remote add y .; git branch --unset-upstream",
                "x, y"
            ),
        ]
    )
    func unfit(damage: String, sentence: String) async throws {
        let clones = try Clones("a")
        try clones.sh(damage)
        let failure = await #expect(throws: GitFailure.self) { try await clones.checkout("a") }
        #expect(failure?.kind == .unfit)
        #expect(failure?.sentence.contains(sentence) == true, "\(failure?.sentence ?? "")")
    }

    @Test("knows Latchkey's paths from others'")
    func paths() {
        let own = OwnPaths(prefix: "site/data/")
        let kinds: [(String, OwnPaths.Kind?)] = [
            ("site/data/connections/ann.gpg", .connections),
            ("site/data/connections/.intents", .intents),
            ("site/data/connections/ann.gpg.conflict", .kept),
            ("site/data/connections/.gpg-id", .setting), ("site/data/.gitattributes", .setting),
            ("site/data/.gitignore", .setting),
            ("site/data/connections/.pack-key", .setting), ("site/data/connections/.lock", nil),
            ("site/data/connections/.pack/1/a.pack", nil),
            ("site/data/connections/deep/ann.gpg", nil), ("site/data/connections/notes", nil),
            ("site/data/status/a/b.json", .snapshot), ("site/data/history/e.ndjson", .log),
            ("site/data/status/.latchkey-1.tmp", nil), ("data/connections/ann.gpg", nil),
            ("site/data/other", nil), ("site/README", nil),
        ]
        for (path, kind) in kinds { #expect(own.kind(of: path) == kind, "\(path)") }
    }

    @Test("sets up a clone's merge driver once, whatever the program's path")
    func mergeSettings() async throws {
        let clones = try Clones("a")
        let data = "\(clones.folder.path)/a/data"
        let settings = try #require(
            await MergeSettings(data: data, environment: Clones.environment)
        )
        // Somebody has committed the lock of one machine.
        try clones.sh(
            "cd a && mkdir -p data/connections && echo me > data/connections/.lock && git add -f data"
        )
        let all: [MergeSettings.Gap] = [.attributes, .driver, .ignores]
        #expect(await settings.gaps() == all)
        #expect(try await settings.make(program: "/opt/it's/latchkey") == all)
        #expect(await settings.gaps().isEmpty)
        #expect(try await settings.make(program: "/opt/it's/latchkey").isEmpty)
        #expect(
            try clones.sh("git -C a config merge.latchkey.driver")
                == "'/opt/it'\\''s/latchkey' merge-driver %O %A %B %P"
        )
        let text = try #require(try clones.read("data/.gitattributes", in: "a"))
        #expect(text.split(separator: "\n").count == 4)
        let shown = try clones.sh(
            "cd a && touch data/connections/.intents data/connections/ann.gpg data/.latchkey-1.tmp"
                + " && git ls-files --others --cached --exclude-standard"
        )
        #expect(shown.contains("data/connections/ann.gpg"))
        for name in [".lock", ".intents", ".tmp"] { #expect(!shown.contains(name), "\(shown)") }
        let folder = try TemporaryFolder()
        #expect(await MergeSettings(data: folder.path, environment: Clones.environment) == nil)
    }
}
