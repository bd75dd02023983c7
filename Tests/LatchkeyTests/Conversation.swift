import Subprocess

/// A talk with a running program: what it says, both streams as one, and what it is told.
struct Conversation {
    typealias Partner = Execution<CustomWriteInput, SequenceOutput, CombinedErrorOutput>

    /// The program ended before it said what was waited for.
    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    private let partner: Partner
    private var lines: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator
    /// What was said until now, line ends included.
    private(set) var text = ""

    init(_ partner: Partner) {
        self.partner = partner
        lines = partner.standardOutput.strings().makeAsyncIterator()
    }

    /// The next line that contains a text, as soon as it is said.
    @discardableResult
    mutating func line(with part: String) async throws -> String {
        while let line = try await nextLine() {
            if line.contains(part) { return line }
        }
        throw Silence(description: "it never said '\(part)', but:\n\(text)")
    }

    mutating func listenToEnd() async throws {
        while try await nextLine() != nil {}
    }

    /// Types a line.
    func say(_ line: String) async throws {
        _ = try await partner.standardInputWriter.write(line + "\n")
    }

    func send(_ signal: Signal) throws {
        try partner.send(signal: signal)
    }

    private mutating func nextLine() async throws -> String? {
        guard var line = try await lines.next() else { return nil }
        while line.last?.isNewline == true { line.removeLast() }
        text += line + "\n"
        return line
    }
}
