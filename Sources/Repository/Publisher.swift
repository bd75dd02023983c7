import Documents

/// Makes what a run has on disk outlive the machine: commits Latchkey's own paths, pushes, and
/// sees with its own eyes that the remote has them.
package actor Publisher {
    /// How often a push is tried.
    package static let tries = 6

    package let checkout: Checkout
    private let lock: RemoteLock
    private let resolver: any ConflictResolver
    private let patience: Patience
    /// What the user's own git works with.
    package let index: UserIndex
    /// Where the remote's branch was when it was last seen; ours is in it, once it is pushed.
    private var tip: String?
    /// Files that must not be committed: nobody here can read what they hold.
    private var withheld: Set<String> = []
    /// Paths of which both sides could not be put together, with why.
    package private(set) var unresolved: [String: String] = [:]
    /// How many pushes of the branch the remote took.
    package private(set) var pushes = 0

    package init(
        _ checkout: Checkout,
        lock: RemoteLock,
        resolver: any ConflictResolver,
        patience: Patience
    ) {
        self.checkout = checkout
        self.lock = lock
        self.resolver = resolver
        self.patience = patience
        index = checkout.userIndex(patience)
    }

    /// Brings the local branch up to date with the remote, once the lock is held.
    package func prepare() async throws(GitFailure) -> Standing {
        var standing = Standing()
        tip = try await checkout.fetchTip()
        try await mendDirtyFiles(&standing)
        let local = try await checkout.commitOwn(
            "Keep what an earlier run left",
            but: withheld,
            index
        )
        let plan = try await checkout.reconcile(local, tip, resolver)
        var clash = plan.clash
        if clash == nil, let commit = plan.commit {
            clash = try await checkout.follow(commit, from: local, index)
        }
        for (path, reason) in plan.unresolved.sorted(by: { $0.key < $1.key }) {
            unresolved[path] = reason
        }
        standing.behind = clash
        if let tip, clash != nil || !withheld.isEmpty {
            standing.differing = try await differing(from: tip)
        }
        return standing
    }

    /// Commits Latchkey's own changed paths and pushes them; nothing changed, nothing pushed.
    ///
    /// - Parameters:
    ///   - message: The commit's subject.
    ///   - releasing: True to let the lock go in the same push.
    /// - Throws: Where, after all tries, the remote does not have it.
    package func publish(
        _ message: String,
        releasing: Bool = false
    ) async throws(GitFailure) {
        let local = try await checkout.commitOwn(message, but: withheld, index)
        var attempt = 1
        while true {
            do throws(GitFailure) {
                try await push(local, releasing)
                if releasing { await checkout.tidy() }
                return
            } catch {
                guard attempt < Self.tries,
                    (try? await patience.sleep(patience.backoff(after: attempt))) != nil
                else { throw error }
                attempt += 1
                // What was not reached may be reached again by then.
                if let fetched = try? await checkout.fetchTip() { tip = fetched }
            }
        }
    }

    /// The connection files the remote is not known to have as they are here, with their bytes.
    package func unpushed() async throws(GitFailure) -> [String: [UInt8]] {
        let root = if let tip { tip } else { try await checkout.emptyTree() }
        var paths = Set(try await checkout.changed())
        if let head = try await checkout.head() {
            paths.formUnion(try await checkout.changes(from: root, to: head).map(\.path))
        }
        var files: [String: [UInt8]] = [:]
        for path in paths where checkout.own.kind(of: path) == .connections {
            files[path] = checkout.bytes(path)
        }
        return files
    }

    private func push(_ local: String?, _ releasing: Bool) async throws(GitFailure) {
        let plan = try await checkout.reconcile(local, tip, resolver)
        unresolved.merge(plan.unresolved) { $1 }
        var updates: [RefUpdate] = []
        if let commit = plan.commit, commit != tip {
            updates.append(RefUpdate(ref: checkout.remoteRef, commit: commit))
        }
        let release = releasing ? await lock.release() : nil
        if let release { updates.append(release) }
        if !updates.isEmpty {
            do throws(GitFailure) {
                try await checkout.push(updates)
                if release != nil { await lock.forget() }
            } catch {
                try await oneByOne(updates, release, after: error)
            }
        }
        guard let commit = plan.commit else { return }
        if commit != tip {
            try await verify(commit)
            pushes += 1
            tip = commit
        }
        // What is on the remote is safe; a local branch that can't go along is the next run's.
        if plan.clash == nil { _ = try? await checkout.follow(commit, from: local, index) }
    }

    /// The branch without the lock, where the two can't go together.
    private func oneByOne(
        _ updates: [RefUpdate],
        _ release: RefUpdate?,
        after error: GitFailure
    ) async throws(GitFailure) {
        guard let release, updates.count > 1 else { throw error }
        // A lock that is somebody else's by now must not keep the tokens from being pushed.
        try await checkout.push(updates.filter { $0 != release })
        _ = try? await checkout.push([release])
        await lock.forget()
    }

    /// Looks at the remote: a push that says it worked is not yet one that did.
    private func verify(_ commit: String) async throws(GitFailure) {
        let there = try await checkout.remoteRefs([checkout.remoteRef])[checkout.remoteRef]
        if there == commit { return }
        if there != nil, let fetched = try await checkout.fetchTip() {
            tip = fetched
            if try await checkout.isAncestor(commit, of: fetched) { return }
        }
        throw GitFailure(
            .remote,
            "\(checkout.remoteName) took the push and does not have it: its branch is elsewhere"
        )
    }

    /// Connection files that were changed and not committed: what is newer in git is put back.
    private func mendDirtyFiles(_ standing: inout Standing) async throws(GitFailure) {
        guard let head = try await checkout.head() else { return }
        for path in try await checkout.changed() {
            guard checkout.own.kind(of: path) == .connections,
                let here = checkout.bytes(path),
                let known = try await checkout.blob(path, in: head), known != here
            else { continue }
            do throws(GitFailure) {
                let newest = try await resolver.resolve(
                    path,
                    .connections,
                    base: known,
                    ours: here,
                    theirs: known
                )
                guard let newest, newest != here else { continue }
                do throws(FileError) {
                    let target = checkout.absolute(path)
                    try checkout.files.replace(target, with: newest, mode: 0o600)
                } catch {
                    throw GitFailure(.other, "\(error)")
                }
                standing.notes.append("\(path) held older grants than git: git's are back")
            } catch {
                withheld.insert(path)
                standing.notes.append("\(path) is not committed: \(error.sentence)")
            }
        }
    }

    private func differing(from tip: String) async throws(GitFailure) -> [String: [UInt8]] {
        guard let head = try await checkout.head() else { return [:] }
        let paths = Set(try await checkout.changes(from: head, to: tip).map(\.path))
            .union(withheld)
        var files: [String: [UInt8]] = [:]
        for path in paths where checkout.own.kind(of: path) == .connections {
            guard let theirs = try await checkout.blob(path, in: tip),
                theirs != checkout.bytes(path)
            else { continue }
            files[path] = theirs
        }
        return files
    }
}

extension Checkout {
    /// A file of the work tree; `nil` where there is none that can be read.
    func bytes(_ path: String) -> [UInt8]? {
        try? files.read(absolute(path), limit: 64 << 20)
    }
}
