import Documents

extension Checkout {
    /// Latchkey's own paths whose files are not as the branch has them; sorted.
    ///
    /// A connection file that is gone is left out: only a person takes one out of the repository.
    func changed() async throws(GitFailure) -> [String] {
        let head = try await head()
        let tracked =
            head == nil
            ? ["ls-files", "-z", "--cached", "--"]
            : ["diff-index", "-z", "--name-only", "--no-renames", "HEAD", "--"]
        var paths = Set(try await git.run(literal(tracked + own.places)).records)
        // A rule that ignores the ciphertext must not lose it.
        let connections = ["\(own.prefix)connections"]
        paths.formUnion(
            try await git.run(literal(["ls-files", "-z", "--others", "--"] + connections)).records
        )
        let listed = ["ls-files", "-z", "--others", "--exclude-standard", "--"] + own.places
        paths.formUnion(try await git.run(literal(listed)).records)
        return paths.filter { path in
            guard let kind = own.kind(of: path) else { return false }
            return kind != .connections && kind != .document || hasFile(path)
        }.sorted()
    }

    /// Commits Latchkey's own changed paths on the local branch, and nothing else: what the user
    /// has staged stays staged.
    ///
    /// - Parameters:
    ///   - message: Its subject.
    ///   - withheld: Paths left out.
    ///   - index: The user's index, which is to show them as committed.
    /// - Throws: Where git refuses, or somebody moved the branch meanwhile.
    /// - Returns: Where the branch is then; `nil` before its first commit.
    func commitOwn(
        _ message: String,
        but withheld: Set<String> = [],
        _ index: UserIndex
    ) async throws(GitFailure) -> String? {
        let head = try await head()
        let paths = try await changed().filter { !withheld.contains($0) }
        guard !paths.isEmpty else { return head }
        let input = Array(paths.map { $0 + "\0" }.joined().utf8)
        let stage = ["update-index", "--add", "--remove", "-z", "--stdin"]
        let tree = try await withIndex { own throws(GitFailure) in
            try await git.run(["read-tree", head ?? "--empty"], index: own)
            try await git.run(stage, input: input, index: own)
            return try await git.run(["write-tree"], index: own).text
        }
        if let head, try await self.tree(of: head) == tree {
            // A run that was killed may have committed them without the user's index.
            _ = try await index.ask(stage, input: input)
            return head
        }
        let commit = try await makeCommit(
            tree: tree,
            parents: head.map { [$0] } ?? [],
            message: message
        )
        try await move(to: commit, from: head, message)
        // The user's own index would otherwise show these paths as staged back.
        _ = try await index.ask(stage, input: input)
        return commit
    }

    /// Moves the local branch, if it still is where it was.
    func move(to commit: String, from old: String?, _ why: String) async throws(GitFailure) {
        let zeros = String(repeating: "0", count: commit.count)
        try await git.run([
            "update-ref", "-m", "latchkey: \(why)", "refs/heads/\(branch)", commit, old ?? zeros,
        ])
    }

    /// Works with an index of its own, and removes it.
    func withIndex<Value: Sendable>(
        _ body: (String) async throws(GitFailure) -> Value
    ) async throws(GitFailure) -> Value {
        let index = scratchIndex()
        defer {
            try? files.remove(index)
            try? files.remove("\(index).lock")
        }
        return try await body(index)
    }

    func hasFile(_ path: String) -> Bool {
        (try? files.read(absolute(path), limit: 64 << 20)) != nil
    }

    /// A path is taken as it is, whatever characters it has.
    private func literal(_ arguments: [String]) -> [String] {
        ["--literal-pathspecs"] + arguments
    }
}
