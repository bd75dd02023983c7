extension Checkout {
    /// The commit a name stands for; `nil` where there is none.
    func commit(_ name: String) async throws(GitFailure) -> String? {
        let answer = try await git.ask(["rev-parse", "-q", "--verify", "\(name)^{commit}"])
        return answer.status == 0 ? answer.text : nil
    }

    /// Where the local branch is; `nil` before its first commit.
    func head() async throws(GitFailure) -> String? {
        try await commit("refs/heads/\(branch)")
    }

    func tree(of commit: String) async throws(GitFailure) -> String {
        try await git.run(["rev-parse", "--verify", "\(commit)^{tree}"]).text
    }

    /// The id of the tree without files, which exists from here on.
    func emptyTree() async throws(GitFailure) -> String {
        try await git.run(["mktree"]).text
    }

    /// Where two commits parted; `nil` where they have no common past.
    func base(_ left: String, _ right: String) async throws(GitFailure) -> String? {
        let answer = try await git.ask(["merge-base", left, right])
        return answer.status == 0 ? answer.lines.first.map(String.init) : nil
    }

    func isAncestor(_ old: String, of new: String) async throws(GitFailure) -> Bool {
        try await git.ask(["merge-base", "--is-ancestor", old, new]).status == 0
    }

    /// What differs between two trees, everywhere.
    func changes(from old: String, to new: String) async throws(GitFailure) -> [TreeChange] {
        TreeChange.list(
            try await git.run(["diff-tree", "-r", "-z", "--raw", "--no-renames", old, new])
        )
    }

    /// Lets git pack what has gathered, if it is much; nobody else may ever do it in this clone.
    func tidy() async {
        _ = try? await git.ask(["gc", "--auto", "--quiet"])
    }

    func blob(_ id: String) async throws(GitFailure) -> [UInt8] {
        try await git.run(["cat-file", "blob", id]).output
    }

    /// A file's bytes in a commit; `nil` where it is not in it.
    package func blob(_ path: String, in commit: String) async throws(GitFailure) -> [UInt8]? {
        let answer = try await git.ask(["cat-file", "blob", "\(commit):\(path)"])
        return answer.status == 0 ? answer.output : nil
    }

    func store(_ bytes: [UInt8]) async throws(GitFailure) -> String {
        try await git.run(["hash-object", "-w", "--stdin", "--no-filters"], input: bytes).text
    }

    /// Makes a commit that nothing points to yet, by Latchkey as its author.
    func makeCommit(
        tree: String,
        parents: [String],
        message: String
    ) async throws(GitFailure) -> String {
        let author = git.adding([
            "GIT_AUTHOR_NAME": "latchkey", "GIT_AUTHOR_EMAIL": "latchkey@noreply.invalid",
            "GIT_COMMITTER_NAME": "latchkey", "GIT_COMMITTER_EMAIL": "latchkey@noreply.invalid",
        ])
        return try await author.run(
            ["commit-tree", tree] + parents.flatMap { ["-p", $0] },
            input: Array((message + "\n").utf8)
        ).text
    }
}
