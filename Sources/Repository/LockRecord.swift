import Documents
package import FoundationEssentials

/// Who holds the lock on the remote, and until when: the message of the commit the ref points to.
package struct LockRecord: Hashable, Sendable {
    /// The user, or the CI system's actor.
    package var owner: String
    package var host: String
    package var process: Int32
    /// The page of the CI run, where it is one.
    package var run: String?
    package var since: Date
    /// Nobody may take the lock away before; to the second.
    package var until: Date
    /// Tells two locks of one second apart.
    var nonce: String

    package init(
        owner: String,
        host: String,
        process: Int32,
        run: String?,
        since: Date,
        until: Date
    ) {
        self.owner = Self.word(owner)
        self.host = Self.word(host)
        self.process = process
        self.run = run.map(Self.word)
        self.since = since
        self.until = until
        nonce = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    }

    private static let title = "Latchkey is at work"

    /// One name and value a line.
    var message: String {
        var lines = [
            Self.title, "", "owner: \(owner)", "host: \(host)", "process: \(process)",
            "since: \(Timestamp.text(since))", "until: \(Timestamp.text(until))",
            "nonce: \(nonce)",
        ]
        if let run { lines.append("run: \(run)") }
        return lines.joined(separator: "\n")
    }

    /// Reads a commit's message; `nil` where it is no lock.
    init?(message: String) {
        var values: [Substring: String] = [:]
        for line in message.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstRange(of: ": ") else { continue }
            values[line[..<colon.lowerBound]] = String(line[colon.upperBound...])
        }
        guard let since = values["since"].flatMap(Timestamp.parse),
            let until = values["until"].flatMap(Timestamp.parse)
        else { return nil }
        owner = Self.word(values["owner"] ?? "somebody")
        host = Self.word(values["host"] ?? "an unknown host")
        process = values["process"].flatMap { Int32($0) } ?? 0
        run = values["run"].map(Self.word)
        self.since = since
        self.until = until
        nonce = values["nonce"] ?? ""
    }

    /// For a person: lower case, no final stop.
    package var sentence: String {
        "\(owner), process \(process) on \(host), since \(Timestamp.text(since)), "
            + "at most until \(Timestamp.text(until))" + (run.map { ", \($0)" } ?? "")
    }

    /// One line of printable text: it is printed on other people's terminals.
    private static func word(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(200).filter { scalar in
                    scalar.properties.generalCategory != .control
                        && scalar.properties.generalCategory != .format
                        && scalar.properties.generalCategory != .lineSeparator
                        && scalar.properties.generalCategory != .paragraphSeparator
                }
            )
        )
    }
}
