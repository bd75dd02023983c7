import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

@testable import Repository

/// A bare repository that stands for the remote, and clones of it, by real git.
struct Clones {
    let folder: TemporaryFolder
    let names: [String]

    /// Clones of one first commit, with a data directory in each.
    init(_ names: String...) throws {
        folder = try TemporaryFolder()
        self.names = names
        try sh("git init -q --bare -b main remote.git && git clone -q remote.git first 2>/dev/null")
        try write("hello\n", to: "README", in: "first")
        try write("user one\n", to: "data/connections/ann.gpg", in: "first")
        try sh("cd first; git add -A; git commit -q -m Begin; git push -q origin HEAD:main")
        for name in names { try sh("git clone -q remote.git \(name)") }
    }

    static let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
        "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org",
    ]

    /// Runs a script in the folder of all clones; its output without the last line end.
    @discardableResult
    func sh(_ script: String) throws -> String {
        let settings = Self.environment.map { "\($0.key)=\($0.value)" }
        let output = try Subprogram.run(
            "env",
            ["-i", "-C", folder.path] + settings + ["sh", "-e", "-c", script]
        )
        var text = String(decoding: output, as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    func write(_ text: String, to path: String, in clone: String) throws {
        let path = "\(folder.path)/\(clone)/\(path)"
        try LocalFileStore().replace(path, with: Array(text.utf8), mode: 0o644)
    }

    func read(_ path: String, in clone: String) throws -> String? {
        try LocalFileStore().read("\(folder.path)/\(clone)/\(path)", limit: 1 << 20)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// A file as the remote's branch has it.
    func pushed(_ path: String) throws -> String {
        try sh("git -C remote.git show main:\(path)")
    }

    func checkout(_ clone: String) async throws -> Checkout {
        try await Checkout(
            data: "\(folder.path)/\(clone)/data",
            remote: nil,
            environment: Self.environment
        )
    }

    /// A publisher of a clone that holds the lock and has taken in what the remote has.
    func publisher(
        _ clone: String,
        patience: Patience = .none,
        resolver: any ConflictResolver = LongerSide()
    ) async throws -> (publisher: Publisher, standing: Standing) {
        let checkout = try await checkout(clone)
        let publisher = Publisher(
            checkout,
            lock: RemoteLock(checkout, patience),
            resolver: resolver,
            patience: patience
        )
        return (publisher, try await publisher.prepare())
    }
}

extension Patience {
    /// Waits for nothing.
    static let none = Patience(now: { Date() }, sleep: { _ in }, random: { 0.5 })
}
