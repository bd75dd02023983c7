import FoundationEssentials
import LatchkeyTestSupport
import Synchronization
import Testing

@testable import Repository

@Suite("Publishing")
struct PublisherTests {
    private static let ann = "data/connections/ann.gpg"
    private static let ben = "data/connections/ben.gpg"

    @Test("brings Latchkey's files to the remote, and no others")
    func ownFiles() async throws {
        let clones = try Clones("a")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("ours", to: Self.ben, in: "a")
        try clones.write("{}", to: "data/connections/.intents", in: "a")
        try clones.write("{}", to: "data/status/x/y.json", in: "a")
        try clones.write("k", to: "data/connections/.lock", in: "a")
        try clones.write("k", to: "data/status/.latchkey-1.tmp", in: "a")
        try clones.write("edited\n", to: "README", in: "a")
        try clones.write("new\n", to: "notes", in: "a")
        try clones.sh("cd a; git add notes; printf '.intents\\n*.gpg\\n' > .gitignore")
        let before = try clones.sh("cd a; git diff --cached; git diff; git status --porcelain")
        try await publisher.publish("Keep new tokens")
        let files = try clones.sh("git -C remote.git ls-tree -r --name-only main")
        #expect(
            files.split(separator: "\n") == [
                "README", "data/connections/.intents", "data/connections/ann.gpg",
                "data/connections/ben.gpg", "data/status/x/y.json",
            ]
        )
        #expect(try clones.pushed("README") == "hello")
        // What the user has staged and edited is as it was.
        #expect(try clones.sh("cd a; git diff --cached --name-only") == "notes")
        #expect(try clones.sh("cd a; git diff --name-only") == "README")
        #expect(before.contains("notes"))
        #expect(
            try clones.sh("cd a; git log -1 --format=%an:%s origin/main")
                == "latchkey:Keep new tokens"
        )
    }

    @Test("pushes nothing where nothing changed")
    func nothing() async throws {
        let clones = try Clones("a")
        let (publisher, _) = try await clones.publisher("a")
        let before = try clones.sh("git -C remote.git rev-parse main")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.sh("git -C remote.git rev-parse main") == before)
        #expect(await publisher.pushes == 0)
    }

    @Test("takes in what others have pushed meanwhile, and stays a line")
    func overtaken() async throws {
        let clones = try Clones("a", "b")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("theirs", to: "other", in: "b")
        try clones.write("theirs and longer", to: Self.ann, in: "b")
        try clones.write("b's", to: Self.ben, in: "b")
        try clones.sh("cd b; git add -A; git commit -q -m Other; git push -q")
        try clones.write("ours\n", to: Self.ann, in: "a")
        try clones.write("{}", to: "data/status/index.json", in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed("other") == "theirs")
        #expect(try clones.pushed(Self.ann) == "theirs and longer")
        #expect(try clones.pushed(Self.ben) == "b's")
        #expect(try clones.pushed("data/status/index.json") == "{}")
        #expect(try clones.sh("git -C remote.git log --merges --format=%s main") == "")
        // The clone followed.
        #expect(try clones.read(Self.ann, in: "a") == "theirs and longer")
        #expect(try clones.read("other", in: "a") == "theirs")
        #expect(try clones.sh("cd a; git status --porcelain; git diff origin/main") == "")
    }

    @Test("merges where the user has commits of their own, and never rewrites them")
    func userCommits() async throws {
        let clones = try Clones("a", "b")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("mine\n", to: "mine", in: "a")
        try clones.sh("cd a; git add mine; git commit -q -m Mine")
        let mine = try clones.sh("git -C a rev-parse HEAD")
        try clones.write("theirs", to: "other", in: "b")
        try clones.sh("cd b; git add -A; git commit -q -m Other; git push -q")
        try clones.write("ours\n", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "ours")
        #expect(try clones.pushed("mine") == "mine")
        try clones.sh("git -C a merge-base --is-ancestor \(mine) origin/main")
        #expect(try clones.sh("cd a; git status --porcelain; git diff origin/main") == "")
    }

    @Test("saves the tokens where the user's own commits are in conflict")
    func clash() async throws {
        let clones = try Clones("a", "b")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("mine\n", to: "README", in: "a")
        try clones.sh("cd a; git commit -q -a -m Mine")
        try clones.write("theirs\n", to: "README", in: "b")
        try clones.sh("cd b; git commit -q -a -m Other; git push -q")
        try clones.write("ours\n", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        try clones.write("ours again\n", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "ours again")
        #expect(try clones.pushed("README") == "theirs")
        #expect(try clones.read("README", in: "a") == "mine\n")
        // The user's own way out stays open.
        try clones.sh("cd a; git pull -q --rebase -X theirs")
        #expect(try clones.read("README", in: "a") == "mine\n")
        #expect(try clones.read(Self.ann, in: "a") == "ours again\n")
    }

    @Test("stands behind where the user's edits are in the way, and says which files differ")
    func standing() async throws {
        let clones = try Clones("a", "b")
        try clones.write("theirs\n", to: "README", in: "b")
        try clones.write("newer there\n", to: Self.ann, in: "b")
        try clones.sh("cd b; git commit -q -a -m Other; git push -q")
        try clones.write("edited\n", to: "README", in: "a")
        let (_, standing) = try await clones.publisher("a")
        #expect(standing.behind?.contains("README") == true)
        #expect(standing.differing == [Self.ann: Array("newer there\n".utf8)])
        #expect(try clones.read("README", in: "a") == "edited\n")
    }

    @Test(
        "puts back a connection file that is older than git's, and leaves out one nobody can read"
    )
    func dirty() async throws {
        let clones = try Clones("a")
        try clones.write("old", to: Self.ann, in: "a")
        let (_, standing) = try await clones.publisher("a")
        #expect(standing.notes.count == 1)
        #expect(try clones.read(Self.ann, in: "a") == "user one\n")
        try clones.write("locked and longer", to: Self.ann, in: "a")
        let (publisher, second) = try await clones.publisher("a")
        #expect(second.notes.first?.contains("no key opens it") == true)
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "user one")
    }

    @Test("never takes a person's file out of the repository")
    func missing() async throws {
        let clones = try Clones("a")
        try clones.sh("rm a/\(Self.ann)")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("x", to: Self.ben, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "user one")
    }

    @Test(
        "keeps both files, the remote's in place, where both sides changed and nobody can read one, and says so"
    )
    func unresolved() async throws {
        let clones = try Clones("a", "b")
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("locked theirs", to: Self.ann, in: "b")
        try clones.sh("cd b; git commit -q -a -m Other; git push -q")
        try clones.write("ours", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "locked theirs")
        #expect(try clones.pushed("\(Self.ann).conflict") == "ours")
        #expect(await publisher.unresolved == [Self.ann: "no key opens it"])
        #expect(try clones.sh("cd a; git status --porcelain; git diff origin/main") == "")
    }

    @Test("tries a refused push again, waiting longer each time, and tells git's reason at the end")
    func refused() async throws {
        let clones = try Clones("a")
        let waits = Mutex<[Duration]>([])
        let patience = Patience(
            now: { Date() },
            sleep: { wait in waits.withLock { $0.append(wait) } },
            random: { 0 }
        )
        let (publisher, _) = try await clones.publisher("a", patience: patience)
        let hook = "#!/bin/sh\necho $$ >> tries; test $(wc -l < tries) -ge 3\n"
        try clones.write(hook, to: "hooks/pre-receive", in: "remote.git")
        try clones.sh("chmod +x remote.git/hooks/pre-receive")
        try clones.write("ours\n", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed(Self.ann) == "ours")
        #expect(waits.withLock { $0 } == [.milliseconds(250), .milliseconds(500)])
        try clones.write(
            "#!/bin/sh\necho no room; exit 1\n",
            to: "hooks/pre-receive",
            in: "remote.git"
        )
        try clones.sh("chmod +x remote.git/hooks/pre-receive")
        try clones.write("ours again\n", to: Self.ann, in: "a")
        let failure = await #expect(throws: GitFailure.self) {
            try await publisher.publish("Keep new tokens")
        }
        #expect(failure?.sentence.contains("no room") == true)
        #expect(waits.withLock { $0.count } == 2 + Publisher.tries - 1)
        let unpushed = try await publisher.unpushed()
        #expect(unpushed == [Self.ann: Array("ours again\n".utf8)])
    }

    @Test("does not believe a remote that takes a push and does not keep it")
    func liar() async throws {
        let clones = try Clones("a")
        let (publisher, _) = try await clones.publisher("a")
        let hook = "#!/bin/sh\nread old new ref; git update-ref $ref $old\n"
        try clones.write(hook, to: "hooks/post-receive", in: "remote.git")
        try clones.sh("chmod +x remote.git/hooks/post-receive")
        try clones.write("ours\n", to: Self.ann, in: "a")
        await #expect(throws: GitFailure.self) { try await publisher.publish("Keep new tokens") }
    }

    @Test("begins a remote that has no branch yet")
    func emptyRemote() async throws {
        let clones = try Clones("a")
        try clones.sh(
            "git init -q --bare -b main empty.git; git -C a remote set-url origin ../empty.git"
        )
        let (publisher, _) = try await clones.publisher("a")
        try clones.write("ours\n", to: Self.ann, in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.sh("git -C empty.git show main:\(Self.ann)") == "ours")
    }
}
