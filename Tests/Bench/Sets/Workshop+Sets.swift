import Documents
import FoundationEssentials
import Vault

extension Workshop {
    /// A set's times must not come near the ends its grants have.
    private static let longestAge: TimeInterval = 30 * 86_400

    func set(_ kind: SetKind) -> String { "\(folder)/sets/\(kind.rawValue)" }

    /// Makes what a set lacks of so many users; one that is there and young is used again.
    func makeSet(_ kind: SetKind, _ count: Int, lanes: Int) throws {
        let files = LocalFileStore()
        let mark = "\(set(kind))/.made"
        let words =
            try files.read(mark, limit: 256)
            .map { String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isWhitespace) } ?? []
        let madeAt = words.first.flatMap { Timestamp.parse(String($0)) } ?? .distantPast
        var known = words.last.flatMap { Int($0) } ?? 0
        if Date().timeIntervalSince(madeAt) > Self.longestAge {
            try remove(set(kind))
            known = 0
        }
        guard known < count else { return }
        Progress.say("encrypting \(count - known) connection files (once; they are kept)")
        try Child.must(
            [
                me, "make-set", set(kind), "--kind", kind.rawValue, "--first", "\(known)",
                "--count", "\(count)", "--home", home.path, "--recipient", recipient,
                "--lanes", "\(lanes)",
            ],
            environment: environment
        )
        let text = "\(Timestamp.text(known == 0 ? Date() : madeAt)) \(count)\n"
        try files.replace(mark, with: Array(text.utf8), mode: 0o600)
    }

    /// A data directory with the first users of a set, and nothing else.
    func makeData(_ data: String, _ kind: SetKind, _ count: Int) throws {
        try remove(data)
        let connections = "\(data)/connections"
        // Not by `latchkey init`, which would set up the clone this may be in.
        try LocalFileStore().replace(
            "\(connections)/.gpg-id",
            with: Array("\(recipient)\n".utf8),
            mode: 0o644
        )
        let last = BenchUser(kind: kind, number: count - 1).name
        // Names sort as numbers do.
        let script = """
            cd "$1" && ls | awk -v last="$2.gpg" '$0 <= last' | xargs cp -t "$3"
            """
        try Child.must(
            ["sh", "-c", script, "sh", set(kind), last, connections],
            environment: environment
        )
    }
}
