import Documents
import Engine

/// A moment at which a test may end the process: one of a run, or of the writing of a file.
enum CrashPoint: Hashable {
    /// What a file is to a run.
    enum FileKind: String, CaseIterable {
        case connection, intents, history, status

        /// `nil` for a file that is none of a run's own.
        init?(path: String) {
            if path.hasSuffix(".gpg") {
                self = .connection
            } else if path.contains("/.intents") {
                self = .intents
            } else if path.hasSuffix(".ndjson") {
                self = .history
            } else if path.hasSuffix(".json") || path.hasSuffix(".ics") {
                self = .status
            } else {
                return nil
            }
        }
    }

    case run(RunPoint)
    case writing(FileKind, WritePoint)

    /// As the environment names it: `answered`, `connection-file-renamed`.
    var name: String {
        switch self {
        case .run(let point): point.rawValue
        case .writing(let kind, let point): "\(kind.rawValue)-file-\(point.rawValue)"
        }
    }

    /// In the order of a run, then by kind of file.
    static let all: [Self] =
        RunPoint.allCases.map(Self.run)
        + FileKind.allCases.flatMap { kind in
            WritePoint.allCases.map { .writing(kind, $0) }
        }
}
