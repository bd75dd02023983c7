extension Checkout {
    /// The local ref under which the remote's tip is kept from being collected.
    private static let tipRef = "refs/latchkey/tip"

    /// How long one exchange with the remote may take.
    private static let patience = Duration.seconds(300)

    /// What refs are on the remote, asked now.
    func remoteRefs(_ refs: [String]) async throws(GitFailure) -> [String: String] {
        let answer = try await git.ask(
            ["ls-remote", "--quiet", remote] + refs,
            within: Self.patience
        )
        guard answer.status == 0 else {
            throw GitFailure(.remote, "\(remote) could not be reached: \(answer.complaint)")
        }
        var found: [String: String] = [:]
        for line in answer.lines {
            let fields = line.split(whereSeparator: \.isWhitespace)
            // A pattern matches the ends of names too.
            if fields.count == 2, refs.contains(String(fields[1])) {
                found[String(fields[1])] = String(fields[0])
            }
        }
        return found
    }

    /// The remote's branch with all that is needed to work on it; `nil` where there is none yet.
    func fetchTip() async throws(GitFailure) -> String? {
        try await fetch(remoteRef, into: Self.tipRef)
    }

    /// Fetches one ref into a local one; `nil` where the remote has none.
    func fetch(_ ref: String, into local: String) async throws(GitFailure) -> String? {
        let answer = try await git.ask(
            [
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc",
                "--no-recurse-submodules", remote, "+\(ref):\(local)",
            ],
            within: Self.patience
        )
        if answer.status != 0 {
            guard answer.errors.contains("couldn't find remote ref") else {
                throw GitFailure(.remote, "\(remote) could not be reached: \(answer.complaint)")
            }
            return nil
        }
        return try await commit(local)
    }

    /// Pushes all of these or none.
    ///
    /// - Throws: `GitFailure`: `overtaken` where a ref was not as expected; `notAtomic`; `remote`.
    func push(_ updates: [RefUpdate]) async throws(GitFailure) {
        var arguments = ["push", "--porcelain", "--no-verify", "--no-follow-tags"]
        arguments += ["--recurse-submodules=no", "--no-signed"]
        if updates.count > 1 { arguments.append("--atomic") }
        for update in updates {
            guard case .exactly(let id) = update.expected else { continue }
            arguments.append("--force-with-lease=\(update.ref):\(id ?? "")")
        }
        arguments.append(remote)
        arguments += updates.map { "\($0.commit ?? ""):\($0.ref)" }
        let answer = try await git.ask(arguments, within: Self.patience)
        guard answer.status != 0 else { return }
        throw refusal(answer)
    }

    private func refusal(_ answer: GitAnswer) -> GitFailure {
        if answer.errors.contains("does not support --atomic") {
            return GitFailure(.notAtomic, "\(remote) takes one ref at a time")
        }
        // `!`, tab, `FROM:TO`, tab, `[rejected] (why)`.
        let refused = answer.lines.filter { $0.hasPrefix("!\t") }
            .compactMap { $0.split(separator: "\t").last.map(String.init) }
        let races = [
            "fetch first", "non-fast-forward", "stale info", "cannot lock ref",
            "failed to update ref", "reference already exists", "incorrect old value",
            "needs force",
        ]
        if let told = refused.first(where: { told in races.contains { told.contains($0) } }) {
            return GitFailure(.overtaken, "\(remoteName) has moved on: \(told)")
        }
        guard let told = refused.first else {
            return GitFailure(.remote, "\(remote) did not take the push: \(answer.complaint)")
        }
        let remark =
            answer.errors.split(whereSeparator: \.isNewline)
            .first { $0.hasPrefix("remote: ") && $0.count > 8 }
            // git fills the line of a remote with spaces.
            .map { ", \($0.split(whereSeparator: \.isWhitespace).joined(separator: " "))" } ?? ""
        return GitFailure(.remote, "\(remote) refused the push: \(told)\(remark)")
    }
}
