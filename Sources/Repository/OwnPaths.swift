/// Which paths of a repository are Latchkey's own: nothing else is ever staged, committed or
/// merged by it.
package struct OwnPaths: Hashable, Sendable {
    /// The data directory inside the repository, with a final slash; empty where it is the root.
    package let prefix: String

    /// What a path is for, which decides how two sides of it come together.
    package enum Kind: Hashable, Sendable {
        /// One user's encrypted connections.
        case connections
        /// Another encrypted file of the vault, named by a dot.
        case document
        /// A sealed message on its way in, or one that was put aside.
        case message
        /// What a run is about to spend.
        case intents
        /// The recipients, how git treats the files, or the pack's key: the remote's counts.
        case setting
        /// A log that only grows: both sides' lines are wanted.
        case log
        /// A side of a connection file that could not be merged, kept beside the other.
        case kept
        /// The calls that count for budgets: both sides' are wanted.
        case limits
        /// Rebuilt by the next run.
        case snapshot
    }

    /// What the name of a connection file's other side ends in.
    package static let keptSuffix = ".gpg.conflict"

    /// The inbox's private keys.
    package static let documentName = ".inbox-keys.gpg"

    package init(prefix: String) {
        self.prefix = prefix
    }

    /// Folders and files for git's pathspecs; what is in them is still to be asked for its kind.
    var places: [String] {
        ["connections", "inbox", "status", "history", ".gitattributes", ".gitignore"]
            .map { prefix + $0 }
    }

    /// Where the other side of a connection file is kept.
    package func keptPath(of path: String) -> String { "\(path).conflict" }

    /// `nil` where the path is not Latchkey's.
    package func kind(of path: String) -> Kind? {
        guard path.hasPrefix(prefix) else { return nil }
        let rest = path.dropFirst(prefix.count)
        if rest == ".gitattributes" || rest == ".gitignore" { return .setting }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, let name = parts.last, !name.hasSuffix(".tmp") else { return nil }
        switch parts[0] {
        case "connections":
            guard parts.count == 2 else { return nil }
            if name.hasSuffix(".gpg"), !name.hasPrefix(".") { return .connections }
            if name == Self.documentName { return .document }
            if name.hasSuffix(Self.keptSuffix), !name.hasPrefix(".") { return .kept }
            switch name {
            case ".intents": return .intents
            // Lines of both sides: whoever one side calls private is.
            case ".private": return .log
            case ".gpg-id", ".page-key", ".pack-key": return .setting
            default: return nil
            }
        case "inbox":
            let isAside = parts.count == 3 && parts[1] == "rejected"
            if isAside, name.hasSuffix(".jwe") || name.hasSuffix(".json") { return .message }
            return parts.count == 2 && name.hasSuffix(".jwe") ? .message : nil
        case "status": return parts.count == 2 && name == "limits.json" ? .limits : .snapshot
        case "history": return name.hasSuffix(".ndjson") ? .log : .snapshot
        default: return nil
        }
    }
}
