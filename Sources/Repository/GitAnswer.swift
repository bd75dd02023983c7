/// What a git command that ended said.
struct GitAnswer: Sendable {
    /// 0 for success; 128 plus the signal's number where one ended it.
    var status: Int32
    var output: [UInt8]
    /// As git wrote it: not for people before it is redacted.
    var errors: String

    /// Standard output without the last line end.
    var text: String {
        var text = String(decoding: output, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// The parts of an output that NULs divide, such as paths.
    var records: [String] {
        output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    var lines: [Substring] {
        String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    /// The line of its errors that says most, without git's own prefix.
    var complaint: String {
        let lines = errors.split(whereSeparator: \.isNewline).map { String($0) }
        let told =
            lines.first { $0.hasPrefix("fatal: ") } ?? lines.first { $0.hasPrefix("error: ") }
            ?? lines.first { $0.hasPrefix("remote: ") } ?? lines.last
        guard var told else { return "git ended with status \(status)" }
        for prefix in ["fatal: ", "error: "] where told.hasPrefix(prefix) {
            told.removeFirst(prefix.count)
        }
        return RemoteAddress.redacted(told)
    }
}
