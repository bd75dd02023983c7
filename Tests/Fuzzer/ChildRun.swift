import Documents
import Fuzzing
import Glibc
import LatchkeyTestSupport

/// What a process that ran cases came to.
struct ChildRun {
    /// How it ended.
    enum End: Hashable {
        case well
        case finding
        case hang
        case signal(Int32)
        case status(Int32)
    }

    let end: End
    /// The first words it said, for a finding.
    let words: String
    /// The number of the case in which it ended; `nil` when it ended well.
    let broken: Int?

    var sentence: String {
        switch end {
        case .well: "all is well"
        case .finding: words
        case .hang: "it hangs"
        case .signal(let number): "it traps (signal \(number))"
        case .status(let status): "it ends with status \(status)"
        }
    }

    /// Runs the cases of a seed in a process of its own.
    static func batch(_ target: String, _ seed: UInt64, _ cases: Range<Int>) throws -> ChildRun {
        let folder = try TemporaryFolder()
        let note = folder.path + "/case"
        let (end, words) = try run(
            [
                "batch", target, "--seed", "\(seed)", "--first", "\(cases.lowerBound)", "--end",
                "\(cases.upperBound)", "--note", note,
            ],
            in: folder
        )
        let bytes = try? LocalFileStore().read(note, limit: 64)
        let number = bytes.flatMap { $0 }.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        return ChildRun(end: end, words: words, broken: end == .well ? nil : number ?? 0)
    }

    /// Puts one input through a target in a process of its own.
    static func input(_ target: String, _ input: [UInt8]) throws -> End {
        let folder = try TemporaryFolder()
        let path = folder.path + "/input"
        try LocalFileStore().replace(path, with: input, mode: 0o600)
        return try run(["try", target, path], in: folder).0
    }

    private static func run(
        _ arguments: [String],
        in folder: TemporaryFolder
    ) throws -> (End, String) {
        let errors = folder.path + "/errors"
        var actions = unsafe posix_spawn_file_actions_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
        // A backtrace takes longer than the case; `try` alone shows it.
        _ = unsafe setenv("SWIFT_BACKTRACE", "enable=no", 1)
        var argv = unsafe (["latchkey-fuzz"] + arguments).map { unsafe strdup($0) }
        defer { unsafe argv.forEach { unsafe free($0) } }
        unsafe argv.append(nil)
        var process: pid_t = 0
        let started = unsafe posix_spawn(&process, "/proc/self/exe", &actions, nil, &argv, environ)
        guard started == 0 else { throw FuzzFinding("no process can be started: \(started)") }
        var status: CInt = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw FuzzFinding("a process was lost") }
        }
        let words = (try? LocalFileStore().read(errors, limit: 1 << 20)) ?? []
        return (end(of: status), String(decoding: words.prefix(400), as: UTF8.self).firstLine)
    }

    private static func end(of status: CInt) -> End {
        if status & 0x7F != 0 { return .signal(status & 0x7F) }
        return switch status >> 8 & 0xFF {
        case 0: .well
        case ChildLimits.findingStatus: .finding
        case Watchdog.status: .hang
        case let other: .status(other)
        }
    }
}

extension String {
    fileprivate var firstLine: String { String(prefix { $0 != "\n" }) }
}
