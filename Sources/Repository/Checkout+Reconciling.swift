extension Checkout {
    /// Puts this clone's commits and the remote's together, without touching work tree, index or
    /// branch.
    ///
    /// Commits of Latchkey's alone are put onto the remote's tip as one. Commits of the user's are
    /// never rewritten: then it is a merge; and where that has conflicts outside Latchkey's own
    /// paths, only Latchkey's paths are put onto the tip.
    ///
    /// - Parameters:
    ///   - local: Where the local branch is.
    ///   - tip: Where the remote's is.
    ///   - resolver: Asked about own paths that both sides changed.
    /// - Throws: Where git refuses.
    /// - Returns: What is to be on the remote.
    func reconcile(
        _ local: String?,
        _ tip: String?,
        _ resolver: any ConflictResolver
    ) async throws(GitFailure) -> Reconciliation {
        guard let local, let tip else { return Reconciliation(commit: local ?? tip) }
        let base = try await base(local, tip)
        if base == tip { return Reconciliation(commit: local) }
        if base == local { return Reconciliation(commit: tip) }
        let root = if let base { base } else { try await emptyTree() }
        let ours = try await changes(from: root, to: local)
        let theirs = try await changes(from: root, to: tip)
        var result = Reconciliation()
        let overlay = try await overlay(ours, theirs, resolver, &result)
        let hasForeign = ours.contains { own.kind(of: $0.path) == nil }
        let message = try await git.run(["log", "-1", "--format=%B", local]).text
        if hasForeign {
            if let base, let tree = try await mergedTree(base, local, tip, overlay) {
                result.commit = try await makeCommit(
                    tree: tree,
                    parents: [local, tip],
                    message: "Merge \(remoteName)"
                )
                return result
            }
            result.clash =
                "\(branch) and \(remoteName) have diverged, with conflicts outside Latchkey's files"
        }
        let tree = try await withIndex { index throws(GitFailure) in
            try await git.run(["read-tree", tip], index: index)
            return try await writeTree(overlay, index)
        }
        if tree == (try await self.tree(of: tip)) {
            result.commit = tip
        } else {
            result.commit = try await makeCommit(tree: tree, parents: [tip], message: message)
        }
        return result
    }

    /// What becomes of each of Latchkey's own paths that this clone changed; `nil` removes it.
    private func overlay(
        _ ours: [TreeChange],
        _ theirs: [TreeChange],
        _ resolver: any ConflictResolver,
        _ result: inout Reconciliation
    ) async throws(GitFailure) -> [String: String?] {
        let theirs = Dictionary(theirs.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        var overlay: [String: String?] = [:]
        for change in ours {
            guard let kind = own.kind(of: change.path) else { continue }
            guard let their = theirs[change.path], their.after != change.after else {
                overlay[change.path] = .some(change.after)
                continue
            }
            do throws(GitFailure) {
                let bytes = try await resolver.resolve(
                    change.path,
                    kind,
                    base: try await bytes(change.before),
                    ours: try await bytes(change.after),
                    theirs: try await bytes(their.after)
                )
                var id: String?
                if let bytes { id = try await store(bytes) }
                overlay[change.path] = .some(id)
            } catch {
                result.unresolved[change.path] = error.sentence
                overlay[change.path] = .some(their.after)
                // It may hold the only copy of a grant.
                if kind == .connections, let mine = change.after {
                    overlay[own.keptPath(of: change.path)] = .some(mine)
                }
            }
        }
        return overlay
    }

    private func bytes(_ id: String?) async throws(GitFailure) -> [UInt8]? {
        guard let id else { return nil }
        return try await blob(id)
    }

    /// The three-way merge, file by file; `nil` where a path that is not Latchkey's is in conflict.
    private func mergedTree(
        _ base: String,
        _ local: String,
        _ tip: String,
        _ overlay: [String: String?]
    ) async throws(GitFailure) -> String? {
        try await withIndex { index throws(GitFailure) -> String? in
            let merge = ["read-tree", "-i", "-m", "--aggressive", base, local, tip]
            guard try await git.ask(merge, index: index).status == 0 else { return nil }
            // Each record is `MODE ID STAGE`, tab, path.
            let unmerged = try await git.run(["ls-files", "-u", "-z"], index: index).records
            let isForeign = unmerged.contains { record in
                let path = record.split(separator: "\t", maxSplits: 1).last.map(String.init)
                return path.flatMap(own.kind) == nil
            }
            guard !isForeign else { return nil }
            return try await writeTree(overlay, index)
        }
    }

    private func writeTree(
        _ overlay: [String: String?],
        _ index: String
    ) async throws(GitFailure) -> String {
        let empty = try await emptyTree()
        let lines = overlay.sorted { $0.key < $1.key }.map { path, id in
            if let id { return "100644 \(id)\t\(path)\0" }
            return "0 \(String(repeating: "0", count: empty.count))\t\(path)\0"
        }
        let stage = ["update-index", "-z", "--index-info"]
        try await git.run(stage, input: Array(lines.joined().utf8), index: index)
        return try await git.run(["write-tree"], index: index).text
    }

    /// Takes branch, index and work tree to a commit, keeping what the user has changed.
    ///
    /// - Returns: Why it can't be done; `nil` where it was. Then nothing was touched.
    func follow(
        _ commit: String,
        from local: String?,
        _ index: UserIndex
    ) async throws(GitFailure) -> String? {
        guard commit != local else { return nil }
        _ = try await index.ask(["update-index", "-q", "--refresh"])
        let trees = (local.map { [$0] } ?? []) + [commit]
        let moved = try await index.ask(["read-tree", "-m", "-u"] + trees)
        guard moved.status == 0 else { return await index.obstacle ?? moved.complaint }
        try await move(to: commit, from: local, "follow \(remoteName)")
        return nil
    }
}
