import Documents
import Engine
import FoundationEssentials
import Pipeline
import Repository
import Vault

/// Work whose results outlive the machine: the remote's lock around it, the remote's newest state
/// under it, and pushes before and after what matters.
///
/// The lock on the data directory is held by whoever begins it.
struct PushedWork {
    let session: Session
    let target: PushTarget
    /// How long to wait for another machine's run.
    let waiting: Duration

    /// The lock's life where it is not renewed: far more than the longest token call.
    private static let term: TimeInterval = 15 * 60

    /// - Parameters:
    ///   - deadline: No new step of the work starts after it.
    ///   - body: The work, with a session that pushes.
    /// - Throws: `CommandFailure` where nothing was begun, and what the work throws.
    /// - Returns: How the program exits.
    func run(
        deadline: Span? = nil,
        _ body: (Session) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let checkout = try await checkout()
        let term = deadline.map { span in
            max(Self.term, span.adding(to: now()).timeIntervalSince(now()) + 10 * 60)
        }
        // From here on a signal ends the run in good order: a lock must not stay behind.
        let control = RunControl(deadline: nil, now: session.surroundings.now)
        session.signals.run(control)
        let patience = patience()
        let remoteLock = RemoteLock(checkout, patience)
        do {
            try await take(remoteLock, checkout, for: term ?? Self.term)
        } catch {
            throw ExitStatus(control.stopped) ?? error
        }
        let resolver = VaultResolver(
            session.surroundings.vault,
            ledger: session.surroundings.ledger
        )
        let publisher = Publisher(
            checkout,
            lock: remoteLock,
            resolver: resolver,
            patience: patience
        )
        let renewal = LockRenewal(
            remoteLock,
            term: term ?? Self.term,
            now: session.surroundings.now
        )
        let rescue = RescuePrint(session: session, checkout: checkout, publisher: publisher)
        let result: Result<ExitStatus, any Error>
        do {
            let overtaken = try await prepare(publisher, checkout)
            if let status = ExitStatus(control.stopped) { throw status }
            var pushing = session
            pushing.surroundings.durability = PushDurability(
                publisher: publisher,
                lock: remoteLock,
                overtaken: overtaken,
                onLoss: { await rescue.print($0) }
            )
            result = .success(try await body(pushing))
        } catch {
            result = .failure(error)
        }
        await renewal.end()
        resolver.runHasWritten()
        let isPublished = await publish(publisher, rescue)
        if let record = await leftLocked(remoteLock) {
            session.console.note(
                "the lock on \(checkout.remote) could not be let go: it runs out by itself, "
                    + "at the latest at \(Timestamp.text(record.until))"
            )
        }
        for note in resolver.notes { session.console.note(note) }
        if let obstacle = await publisher.index.obstacle {
            session.console.warning("git's index was left as it was: \(obstacle)")
            session.console.hint(
                "what was pushed is safe; git status shows it as undone here until the next run"
            )
        }
        for (path, reason) in await publisher.unresolved.sorted(by: { $0.key < $1.key }) {
            session.console.error(
                "both sides changed \(path) and could not be merged: \(reason); the remote's is in "
                    + "place, ours beside it as \(path).conflict"
            )
            session.console.hint(
                "where both can be read: latchkey merge-driver /dev/null \(path) \(path).conflict "
                    + "\(path), then git rm the .conflict"
            )
        }
        let isWhole = await publisher.unresolved.isEmpty
        let status = try result.get()
        return status == .success && !(isPublished && isWhole) ? .someFailed : status
    }

    /// The lock that stays on the remote; `nil` where it was let go.
    private func leftLocked(_ lock: RemoteLock) async -> LockRecord? {
        do {
            try await lock.letGo()
            return nil
        } catch {
            return await lock.record
        }
    }

    private func now() -> Date { session.surroundings.now() }

    private func checkout() async throws -> Checkout {
        let environment = GitEnvironment.values(
            session.surroundings.environment,
            Array(session.pipelines.definitions.values)
        )
        do {
            return try await Checkout(
                data: session.common.data,
                remote: target.remote,
                environment: environment
            )
        } catch {
            throw CommandFailure(
                .nothingRan,
                "--push: \(error.sentence)",
                hint: "nothing was spent; without --push a run needs no git"
            )
        }
    }

    private func patience() -> Patience {
        let signals = session.signals
        return Patience(
            now: session.surroundings.now,
            sleep: { duration in
                // A run that is ending tries again soon or not at all.
                let isEnding = signals.isEnding
                try await Task.sleep(for: isEnding ? min(duration, .milliseconds(300)) : duration)
            },
            isEnding: { signals.isEnding }
        )
    }

    private func take(
        _ lock: RemoteLock,
        _ checkout: Checkout,
        for term: TimeInterval
    ) async throws {
        let machine = Machine(environment: session.surroundings.environment)
        let record = LockRecord(
            owner: machine.owner,
            host: machine.host,
            process: machine.process,
            run: machine.run,
            since: now(),
            until: now().addingTimeInterval(term + waiting.inSeconds)
        )
        do {
            try await lock.take(record, waiting: waiting)
        } catch RemoteLock.Refusal.held(let holder?) {
            throw CommandFailure(
                .locked,
                "another run is at work on \(checkout.remote): \(holder.sentence)",
                hint: "wait for it; after a crash the lock runs out by itself at that time"
            )
        } catch RemoteLock.Refusal.held(nil) {
            throw CommandFailure(
                .locked,
                "\(checkout.remote) has a lock that is not Latchkey's: refs/latchkey/lock",
                hint: "git push \(checkout.remote) :refs/latchkey/lock removes it"
            )
        } catch RemoteLock.Refusal.failed(let failure) {
            throw CommandFailure(
                .nothingRan,
                failure.sentence,
                hint: "nothing was spent: new tokens could not have been pushed"
            )
        }
        if let stolen = await lock.stolen {
            session.console.note(
                "the lock of a run that did not end has run out: \(stolen.sentence)"
            )
        }
    }

    private func prepare(
        _ publisher: Publisher,
        _ checkout: Checkout
    ) async throws -> OvertakenCopies {
        let standing: Standing
        do {
            standing = try await publisher.prepare()
        } catch {
            throw CommandFailure(
                .nothingRan,
                error.sentence,
                hint: "nothing was spent: this copy may not be the newest"
            )
        }
        for note in standing.notes { session.console.warning(note) }
        if let reason = standing.behind {
            session.console.warning(
                "this clone is not up to date with \(checkout.remoteName): \(reason)"
            )
            session.console.hint("connections that are newer there spend nothing here until it is")
        }
        var differing: [UserID: [UInt8]] = [:]
        for (path, bytes) in standing.differing {
            guard let user = Self.user(of: path) else { continue }
            differing[user] = bytes
        }
        return await OvertakenCopies(
            differing,
            remote: checkout.remoteName,
            vault: session.surroundings.vault
        )
    }

    /// Pushes the rest; false where it could not be pushed.
    private func publish(_ publisher: Publisher, _ rescue: RescuePrint) async -> Bool {
        do {
            try await publisher.publish("Publish how the connections stand", releasing: true)
            await rescue.retract()
            return true
        } catch {
            await rescue.print(error)
            return false
        }
    }

    /// Whose file a path of the repository is.
    static func user(of path: String) -> UserID? {
        let name = path.split(separator: "/").last ?? ""
        return name.hasSuffix(".gpg") ? UserID(String(name.dropLast(4))) : nil
    }
}

extension Duration {
    var inSeconds: TimeInterval { Double(components.seconds) }
}
