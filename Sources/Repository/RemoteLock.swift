package import FoundationEssentials

/// One spender at a time, across machines: a ref on the remote, `refs/latchkey/lock`.
///
/// It is taken, renewed, stolen and let go by compare-and-swap (`--force-with-lease`): whoever
/// was read must still be there. It points to a commit on the empty tree whose message is a
/// `LockRecord`. A machine that dies leaves it behind until its deadline.
package actor RemoteLock {
    /// Why it was not taken.
    package enum Refusal: Error {
        /// By whom; `nil` where what is there is no lock of ours, which is never stolen.
        case held(LockRecord?)
        case failed(GitFailure)
    }

    /// What the ref points to, and what it says; `nil` where that is no lock.
    private struct Holder {
        var commit: String
        var record: LockRecord?
    }

    static let ref = "refs/latchkey/lock"
    private static let seenRef = "refs/latchkey/lock-seen"
    private static let pause = Duration.seconds(3)

    private let checkout: Checkout
    private let patience: Patience
    /// What is on the remote while it is ours.
    private var held: (commit: String, record: LockRecord)?
    /// Whom it was stolen from.
    package private(set) var stolen: LockRecord?

    package init(_ checkout: Checkout, _ patience: Patience) {
        self.checkout = checkout
        self.patience = patience
    }

    /// Takes the lock, waiting for whoever holds it; reads again before each try.
    ///
    /// - Parameters:
    ///   - record: Who takes it, and until when.
    ///   - limit: The longest it waits.
    /// - Throws: `Refusal`: held by another, or the remote was not reached.
    package func take(
        _ record: LockRecord,
        waiting limit: Duration
    ) async throws(Refusal) {
        let end = patience.now().addingTimeInterval(limit.seconds)
        var failures = 0
        while true {
            let pause: Duration
            let refusal: Refusal
            let isLate: Bool
            do throws(GitFailure) {
                guard let holder = try await attempt(record) else { return }
                isLate = patience.now() >= end || patience.isEnding()
                (pause, refusal) = (Self.pause, .held(holder.record))
            } catch {
                // Somebody was quicker: look who. A remote that is away is tried a few times.
                failures += 1
                isLate = failures >= 4
                (pause, refusal) = (patience.backoff(after: failures), .failed(error))
            }
            guard !isLate, (try? await patience.sleep(pause)) != nil else { throw refusal }
        }
    }

    /// Reads, and takes what is free or run out; who holds it where it is neither.
    private func attempt(_ record: LockRecord) async throws(GitFailure) -> Holder? {
        let seen = try await read()
        if let seen, patience.now() <= seen.record?.until ?? .distantFuture { return seen }
        try await swap(seen?.commit, for: record)
        stolen = seen?.record
        return nil
    }

    /// Gives the lock a later deadline; it must still be ours.
    package func renew(until: Date) async throws(GitFailure) {
        guard let held else { return }
        var record = held.record
        record.until = until
        do throws(GitFailure) {
            try await swap(held.commit, for: record)
        } catch {
            if error.kind == .overtaken { self.held = nil }
            throw error
        }
    }

    /// Why nothing may be spent any more; `nil` while the lock is surely ours.
    package func lapse(margin: TimeInterval) -> String? {
        guard let held else { return "the lock on \(checkout.remote) is not ours" }
        guard patience.now().addingTimeInterval(margin) < held.record.until else {
            return "the lock on \(checkout.remote) ran out and could not be renewed"
        }
        return nil
    }

    /// What it says on the remote; `nil` where it is not ours.
    package var record: LockRecord? { held?.record }

    /// The update that lets it go, for a push that does more; `nil` where it is not ours.
    func release() -> RefUpdate? {
        held.map { RefUpdate(ref: Self.ref, commit: nil, expected: .exactly($0.commit)) }
    }

    /// It was let go, or is somebody else's.
    func forget() { held = nil }

    /// Lets it go by a push of its own.
    package func letGo() async throws(GitFailure) {
        guard let update = release() else { return }
        try await checkout.push([update])
        held = nil
    }

    /// Who holds it now, read from the remote; `nil` for nobody.
    private func read() async throws(GitFailure) -> Holder? {
        guard try await checkout.remoteRefs([Self.ref])[Self.ref] != nil else { return nil }
        guard let commit = try await checkout.fetch(Self.ref, into: Self.seenRef) else {
            return nil
        }
        let message = try await checkout.git.run(["log", "-1", "--format=%B", commit]).text
        return Holder(commit: commit, record: LockRecord(message: message))
    }

    private func swap(_ old: String?, for record: LockRecord) async throws(GitFailure) {
        let commit = try await checkout.makeCommit(
            tree: try await checkout.emptyTree(),
            parents: [],
            message: record.message
        )
        do throws(GitFailure) {
            try await checkout.push([
                RefUpdate(ref: Self.ref, commit: commit, expected: .exactly(old))
            ])
        } catch {
            // An answer that was lost may have been a yes.
            guard try await checkout.remoteRefs([Self.ref])[Self.ref] == commit else { throw error }
        }
        held = (commit, record)
    }
}

extension Duration {
    fileprivate var seconds: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
