import FoundationEssentials
import Testing

/// A session with the program, written as a person would see it.
///
/// `-- name --` begins a file; `$ command` is run; its standard output follows as it is, its
/// standard error with `! ` before each line, and `? N` where the exit status is not 0. Lines
/// that begin with `#` are comments.
struct Transcript {
    struct Step {
        let line: Int
        let command: String
        var expected: [String]
    }

    let name: String
    private(set) var files: [(name: String, text: String)] = []
    private(set) var comments: [String] = []
    private(set) var steps: [Step] = []

    init(name: String, text: String) {
        self.name = name
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        for (number, line) in lines.enumerated() {
            if line.hasPrefix("-- "), line.hasSuffix(" --") {
                files.append((String(line.dropFirst(3).dropLast(3)), ""))
            } else if line.hasPrefix("$ ") {
                steps.append(
                    Step(line: number + 1, command: String(line.dropFirst(2)), expected: [])
                )
            } else if !steps.isEmpty, !line.hasPrefix("#") {
                steps[steps.count - 1].expected.append(line)
            } else if steps.isEmpty, !files.isEmpty {
                files[files.count - 1].text += line + "\n"
            }
        }
    }

    /// What a command printed, as a transcript writes it.
    static func written(_ result: Program.Result) -> [String] {
        func lines(_ text: String) -> [String] {
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init
            )
            if lines.last == "" { lines.removeLast() }
            return lines
        }
        return lines(result.output) + lines(result.errors).map { $0.isEmpty ? "!" : "! \($0)" }
            + (result.status == 0 ? [] : ["? \(result.status)"])
    }

    /// The transcript with what was really printed in place of what was expected.
    func text(with actual: [[String]], of original: String) -> String {
        var head: [String] = []
        for line in original.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") { break }
            head.append(String(line))
        }
        var text = head.joined(separator: "\n")
        if !head.isEmpty { text += "\n" }
        for (step, lines) in zip(steps, actual) {
            text += "$ \(step.command)\n"
            for line in lines { text += line + "\n" }
        }
        return text
    }
}
