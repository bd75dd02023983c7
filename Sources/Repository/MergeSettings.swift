import Documents

/// How git in one clone is to merge Latchkey's own files: attributes beside the data, which are
/// committed, and the drivers they name, which each clone sets up for itself.
package struct MergeSettings: Sendable {
    /// What of it is missing.
    package enum Gap: String, Hashable, Sendable {
        case attributes, driver
        /// The lock of one machine must not be in the repository: a pull would put another file in
        /// its place while a run holds it.
        case ignores
    }

    private let git: Git
    private let data: String
    private let files = LocalFileStore()

    /// `nil` where the data directory is in no work tree of git.
    package init?(data: String, environment: [String: String]) async {
        let git = Git(folder: data, environment: environment)
        let answer = try? await git.ask(["rev-parse", "--is-inside-work-tree"])
        guard answer?.status == 0, answer?.text == "true" else { return nil }
        self.git = git
        self.data = data
    }

    static let attributes = [
        "connections/*.gpg merge=latchkey -text -diff", "status/** merge=latchkey-status",
        "status/limits.json merge=latchkey", "history/*.ndjson merge=union",
    ]

    static let ignores = [
        "connections/.lock", "connections/.intents*", "connections/.pack*", ".latchkey-*.tmp",
    ]

    private static let lock = "connections/.lock"

    /// What is missing, so that a merge of two clones by git alone goes by generation.
    package func gaps() async -> [Gap] {
        var gaps: [Gap] = []
        let asked = ["check-attr", "merge", "--", "connections/someone.gpg", "status/limits.json"]
        let told = try? await git.ask(asked).text.split(separator: "\n")
        if told?.count != 2 || told?.allSatisfy({ $0.hasSuffix(" latchkey") }) != true {
            gaps.append(.attributes)
        }
        let driver = try? await git.ask(["config", "merge.latchkey.driver"])
        if driver?.status != 0 { gaps.append(.driver) }
        // A file that is in the index is not ignored, whatever a rule says.
        let ignored = try? await git.ask(["check-ignore", "--quiet", "--", Self.lock])
        if ignored?.status != 0 { gaps.append(.ignores) }
        return gaps
    }

    /// Adds the attributes and sets the drivers of this clone.
    ///
    /// - Parameter program: The path of `latchkey`, as git's shell will run it.
    /// - Throws: Where git refuses, or the attributes can't be written.
    /// - Returns: What was missing.
    package func make(program: String) async throws(GitFailure) -> [Gap] {
        let gaps = await gaps()
        if gaps.contains(.attributes) { try add(Self.attributes, to: ".gitattributes") }
        if gaps.contains(.ignores) {
            try add(Self.ignores, to: ".gitignore")
            try await git.run(["rm", "--cached", "--quiet", "--ignore-unmatch", "--", Self.lock])
        }
        // As a word of the shell that git starts the driver with.
        let quoted = "'" + program.replacing("'", with: "'\\''") + "'"
        let settings = [
            ("merge.latchkey.name", "Latchkey connection files, by generation"),
            ("merge.latchkey.driver", "\(quoted) merge-driver %O %A %B %P"),
            ("merge.latchkey-status.name", "Latchkey status files, rebuilt by the next run"),
            ("merge.latchkey-status.driver", "true"),
        ]
        for (name, value) in settings { try await git.run(["config", name, value]) }
        return gaps
    }

    private func add(_ wanted: [String], to name: String) throws(GitFailure) {
        let path = "\(data)/\(name)"
        do throws(FileError) {
            let known = try files.read(path, limit: 1 << 20) ?? []
            var text = String(decoding: known, as: UTF8.self)
            if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
            let lines = Set(text.split(separator: "\n").map(String.init))
            for line in wanted where !lines.contains(line) { text += line + "\n" }
            try files.replace(path, with: Array(text.utf8), mode: 0o644)
        } catch {
            throw GitFailure(.other, "\(error)")
        }
    }
}
