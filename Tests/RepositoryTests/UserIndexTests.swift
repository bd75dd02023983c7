import FoundationEssentials
import LatchkeyTestSupport
import Synchronization
import Testing

@testable import Repository

@Suite("Another git's lock on the index")
struct UserIndexTests {
    private static let ann = "data/connections/ann.gpg"

    /// Counts its waits, and calls at one of them.
    private final class Waits: Sendable {
        private let count = Mutex(0)

        var total: Int { count.withLock { $0 } }

        func patience(at turn: Int = 0, _ body: @escaping @Sendable () -> Void = {}) -> Patience {
            Patience(
                now: { Date() },
                sleep: { _ in
                    let number = self.count.withLock { count in
                        count += 1
                        return count
                    }
                    if number == turn { body() }
                },
                random: { 0.5 }
            )
        }
    }

    /// A clone that is one push of another's behind, while a foreign git holds its index.
    private func behind() throws -> Clones {
        let clones = try Clones("a", "b")
        try clones.write("user one, renewed\n", to: Self.ann, in: "b")
        try clones.sh("cd b; git commit -q -am Renewed; git push -q; touch ../a/.git/index.lock")
        return clones
    }

    @Test("is waited for, and the clone follows once it is gone")
    func waits() async throws {
        let clones = try behind()
        let waits = Waits()
        let lock = "\(clones.folder.path)/a/.git/index.lock"
        let patience = waits.patience(at: 3) { try? FileManager.default.removeItem(atPath: lock) }
        let (publisher, standing) = try await clones.publisher("a", patience: patience)
        #expect(standing.behind == nil)
        #expect(waits.total == 3)
        #expect(try clones.read(Self.ann, in: "a") == "user one, renewed\n")
        #expect(await publisher.index.obstacle == nil)
    }

    @Test("is named where it stays; what is won is pushed all the same, and nobody waits twice")
    func stays() async throws {
        let clones = try behind()
        let waits = Waits()
        let (publisher, standing) = try await clones.publisher("a", patience: waits.patience())
        let reason = try #require(standing.behind)
        #expect(reason.contains("a/.git/index.lock is there"))
        #expect(reason.contains("remove that file"))
        #expect(standing.differing[Self.ann] != nil)
        let waited = waits.total
        #expect(waited == Publisher.tries - 1)
        try clones.write("user two\n", to: "data/connections/ben.gpg", in: "a")
        try await publisher.publish("Keep new tokens")
        #expect(try clones.pushed("data/connections/ben.gpg") == "user two")
        #expect(try clones.pushed(Self.ann) == "user one, renewed")
        #expect(waits.total == waited)
        // The next run finds all as it should be.
        try clones.sh("rm a/.git/index.lock")
        let (next, after) = try await clones.publisher("a")
        try await next.publish("Nothing")
        #expect(after.behind == nil)
        #expect(try clones.read(Self.ann, in: "a") == "user one, renewed\n")
        #expect(try clones.sh("cd a; git status --porcelain; git diff origin/main") == "")
    }
}
