import Documents

/// A clone whose data directory Latchkey keeps, on a branch that has a place on a remote.
package struct Checkout: Sendable {
    /// At the root of the work tree.
    let git: Git
    package let root: String
    package let own: OwnPaths
    /// The local branch, without `refs/heads/`.
    package let branch: String
    package let remote: String
    /// The branch's place on the remote: `refs/heads/…`.
    package let remoteRef: String
    /// Where an index of its own may lie for a moment.
    private let gitFolder: String
    let files = LocalFileStore()

    /// The remote's branch without `refs/heads/`, for people.
    package var remoteName: String {
        let prefix = "refs/heads/"
        let name =
            remoteRef.hasPrefix(prefix) ? String(remoteRef.dropFirst(prefix.count)) : remoteRef
        return "\(remote)/\(name)"
    }

    /// Finds the repository around a data directory.
    ///
    /// - Parameters:
    ///   - data: The data directory.
    ///   - remote: The name of a remote; `nil` for the branch's own, else `origin`, else the only
    ///     one.
    ///   - environment: What git may see.
    /// - Throws: `GitFailure` of the kind `unfit` where nothing could be pushed from here.
    package init(
        data: String,
        remote: String?,
        environment: [String: String]
    ) async throws(GitFailure) {
        let start = Git(folder: data, environment: environment)
        let found = try await start.ask([
            "rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix",
        ])
        let lines = String(decoding: found.output, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard found.status == 0, lines.count >= 3 else {
            throw GitFailure(.unfit, "\(data) is in no git repository: \(found.complaint)")
        }
        root = lines[0]
        gitFolder = lines[1]
        own = OwnPaths(prefix: lines[2])
        var git = start.moved(to: root)
        let head = try await git.ask(["symbolic-ref", "--short", "-q", "HEAD"])
        guard head.status == 0, !head.text.isEmpty else {
            throw GitFailure(.unfit, "HEAD of \(root) is on no branch: git switch BRANCH")
        }
        branch = head.text
        let upstream = try await git.ask(["config", "branch.\(branch).remote"]).text
        self.remote = try await Self.remote(remote, upstream: upstream, git)
        let merge = try await git.ask(["config", "branch.\(branch).merge"]).text
        let followsUpstream = upstream == self.remote && merge.hasPrefix("refs/heads/")
        remoteRef = followsUpstream ? merge : "refs/heads/\(branch)"
        git = git.adding(try await Self.patience(git, environment))
        self.git = git
        removeLeftovers()
    }

    private static func remote(
        _ wanted: String?,
        upstream: String,
        _ git: Git
    ) async throws(GitFailure) -> String {
        let all = try await git.run(["remote"]).lines.map(String.init)
        if let wanted {
            guard all.contains(wanted) else {
                let known = all.isEmpty ? "there is none" : all.joined(separator: ", ")
                throw GitFailure(.unfit, "\(wanted) is no remote of this repository: \(known)")
            }
            return wanted
        }
        if all.contains(upstream) { return upstream }
        if all.contains("origin") { return "origin" }
        guard all.count == 1 else {
            throw GitFailure(
                .unfit,
                all.isEmpty
                    ? "this repository has no remote to push to: git remote add origin URL"
                    : "which remote to push to? \(all.joined(separator: ", "))"
            )
        }
        return all[0]
    }

    /// A remote that stops answering must not hold a run for ever.
    private static func patience(
        _ git: Git,
        _ environment: [String: String]
    ) async throws(GitFailure) -> [String: String] {
        var more = ["GIT_HTTP_LOW_SPEED_LIMIT": "1000", "GIT_HTTP_LOW_SPEED_TIME": "30"]
        let isConfigured = try await git.ask(["config", "core.sshCommand"]).status == 0
        if !isConfigured, environment["GIT_SSH_COMMAND"] == nil, environment["GIT_SSH"] == nil {
            more["GIT_SSH_COMMAND"] =
                "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15"
        }
        return more
    }

    private static let scratchPrefix = "latchkey-index-"

    /// The path of an index that does not touch the user's.
    func scratchIndex() -> String {
        let number = UInt64.random(in: 0...UInt64.max)
        return "\(gitFolder)/\(Self.scratchPrefix)\(String(number, radix: 36))"
    }

    /// The clone's own index.
    func userIndex(_ patience: Patience) -> UserIndex {
        UserIndex(git, path: "\(gitFolder)/index", patience)
    }

    /// Indexes of runs that were killed.
    private func removeLeftovers() {
        for name in (try? files.list(gitFolder)) ?? [] where name.hasPrefix(Self.scratchPrefix) {
            try? files.remove("\(gitFolder)/\(name)")
        }
    }

    func absolute(_ path: String) -> String { "\(root)/\(path)" }
}
