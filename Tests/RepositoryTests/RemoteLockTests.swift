import FoundationEssentials
import Synchronization
import Testing

@testable import Repository

@Suite("The lock on the remote")
struct RemoteLockTests {
    private static let start = Date(timeIntervalSince1970: 1_795_514_400)

    private static func record(_ owner: String, until seconds: TimeInterval = 900) -> LockRecord {
        LockRecord(
            owner: owner,
            host: "desk",
            process: 7,
            run: "https://ci.example/1",
            since: start,
            until: start.addingTimeInterval(seconds)
        )
    }

    /// A clock that a wait moves on.
    private static func patience(
        _ now: Date = start,
        waking: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> Patience {
        let clock = Mutex((now: now, waits: 0))
        return Patience(
            now: { clock.withLock { $0.now } },
            sleep: { wait in
                let count = clock.withLock { clock in
                    clock.now += Double(wait.components.seconds)
                    clock.waits += 1
                    return clock.waits
                }
                waking(count)
            },
            random: { 0 }
        )
    }

    @Test("is held by one, who is named to the other, and free once it is let go")
    func oneHolder() async throws {
        let clones = try Clones("a", "b")
        let (a, b) = (try await clones.checkout("a"), try await clones.checkout("b"))
        let first = RemoteLock(a, Self.patience())
        try await first.take(Self.record("ann"), waiting: .zero)
        let second = RemoteLock(b, Self.patience())
        do {
            try await second.take(Self.record("ben"), waiting: .seconds(10))
            Issue.record("two hold it")
        } catch .held(let holder?) {
            #expect(
                holder.sentence
                    == "ann, process 7 on desk, since 2026-11-24T10:00:00Z, at most until "
                    + "2026-11-24T10:15:00Z, https://ci.example/1"
            )
        } catch {
            Issue.record("\(error)")
        }
        try await first.letGo()
        #expect(try clones.sh("git -C remote.git for-each-ref refs/latchkey") == "")
        try await second.take(Self.record("ben"), waiting: .zero)
    }

    // Lessons, row 18: who waits reads again before it gives up.
    @Test("is taken by who waits, once it is let go")
    func waiting() async throws {
        let clones = try Clones("a", "b")
        let first = RemoteLock(try await clones.checkout("a"), Self.patience())
        try await first.take(Self.record("ann"), waiting: .zero)
        let patience = Self.patience(waking: { count in
            guard count == 2 else { return }
            _ = try? clones.sh("git -C remote.git update-ref -d refs/latchkey/lock")
        })
        let second = RemoteLock(try await clones.checkout("b"), patience)
        try await second.take(Self.record("ben"), waiting: .seconds(60))
        #expect(await second.stolen == nil)
    }

    // Lessons, row 17: a lock has an owner and a deadline.
    @Test("is taken over once it has run out, and then is lost to who had it")
    func expired() async throws {
        let clones = try Clones("a", "b")
        let first = RemoteLock(try await clones.checkout("a"), Self.patience())
        try await first.take(Self.record("ann"), waiting: .zero)
        let later = Self.start.addingTimeInterval(901)
        let second = RemoteLock(try await clones.checkout("b"), Self.patience(later))
        try await second.take(Self.record("ben", until: 1800), waiting: .zero)
        #expect(await second.stolen?.owner == "ann")
        await #expect(throws: GitFailure.self) {
            try await first.renew(until: Self.start.addingTimeInterval(9000))
        }
        #expect(await first.lapse(margin: 0) != nil)
        // What is not its own any more it does not let go of.
        try await first.letGo()
        #expect(try clones.sh("git -C remote.git for-each-ref refs/latchkey") != "")
    }

    @Test("is renewed, and lapses where it is not")
    func renewal() async throws {
        let clones = try Clones("a")
        let clock = Mutex(Self.start)
        let patience = Patience(now: { clock.withLock { $0 } }, sleep: { _ in })
        let lock = RemoteLock(try await clones.checkout("a"), patience)
        #expect(await lock.lapse(margin: 0) != nil)
        try await lock.take(Self.record("ann"), waiting: .zero)
        #expect(await lock.lapse(margin: 180) == nil)
        clock.withLock { $0 += 750 }
        #expect(await lock.lapse(margin: 180) != nil)
        try await lock.renew(until: Self.start.addingTimeInterval(1800))
        #expect(await lock.lapse(margin: 180) == nil)
        #expect(
            try clones.sh("git -C remote.git log -1 --format=%B refs/latchkey/lock").contains(
                "10:30:00Z"
            )
        )
    }

    @Test("is never stolen where it is not Latchkey's")
    func foreign() async throws {
        let clones = try Clones("a")
        try clones.sh("git -C remote.git update-ref refs/latchkey/lock main")
        let lock = RemoteLock(try await clones.checkout("a"), Self.patience())
        do {
            try await lock.take(Self.record("ann"), waiting: .zero)
            Issue.record("taken")
        } catch .held(nil) {
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("goes in one push with the branch, or after it where the remote takes one ref at a time")
    func together() async throws {
        for atomic in [true, false] {
            let clones = try Clones("a")
            try clones.sh("git -C remote.git config receive.advertiseAtomic \(atomic)")
            let checkout = try await clones.checkout("a")
            let lock = RemoteLock(checkout, .none)
            try await lock.take(Self.record("ann", until: 1e9), waiting: .zero)
            let publisher = Publisher(checkout, lock: lock, resolver: LongerSide(), patience: .none)
            _ = try await publisher.prepare()
            try clones.write("ours\n", to: "data/connections/ann.gpg", in: "a")
            try await publisher.publish("Publish", releasing: true)
            #expect(try clones.pushed("data/connections/ann.gpg") == "ours")
            #expect(try clones.sh("git -C remote.git for-each-ref refs/latchkey") == "")
        }
    }

    @Test("shows no control characters of a stranger's")
    func printable() throws {
        let message =
            "x\n\nowner: a\u{1B}[2Jb\nsince: 2026-11-24T10:00:00Z\nuntil: 2026-11-24T11:00:00Z"
        let record = try #require(LockRecord(message: message))
        #expect(record.owner == "a[2Jb")
        #expect(LockRecord(message: "no lock") == nil)
        let own = Self.record("ann")
        #expect(LockRecord(message: own.message) == own)
    }
}
