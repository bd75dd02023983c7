import Testing

@Suite("Workflows of GitHub Actions")
struct WorkflowTests {
    /// The lines of a workflow that a shell gets to see.
    private static func commands(in text: String) -> [Substring] {
        var commands: [Substring] = []
        var block: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }.count
            if let start = block {
                if indent > start || line.allSatisfy({ $0 == " " }) {
                    commands.append(line)
                    continue
                }
                block = nil
            }
            let words = line.drop { $0 == " " || $0 == "-" }
            guard words.hasPrefix("run:") else { continue }
            commands.append(words.dropFirst(4))
            if words.hasSuffix("|") || words.hasSuffix(">") { block = indent }
        }
        return commands
    }

    @Test(
        "no expression is ever part of a command: a stranger's title would run as one",
        arguments: ["ci", "sync", "inbox"]
    )
    func injection(name: String) throws {
        let text = try Project.text(".github/workflows/\(name).yml")
        let commands = Self.commands(in: text)
        #expect(commands.count > 1)
        for command in commands { #expect(!command.contains("${{"), "\(name): \(command)") }
    }

    @Test("nothing of an issue but its number is handed to a step, and its title only compared")
    func issues() throws {
        let text = try Project.text(".github/workflows/inbox.yml")
        #expect(!text.contains("issue.body"))
        for line in text.split(separator: "\n") where line.contains("github.event.issue.") {
            let isNumber = line.contains("${{ github.event.issue.number }}")
            let isCompared = line.contains("startsWith(github.event.issue.title, 'latchkey ')")
            #expect(isNumber || isCompared, "\(line)")
        }
    }
}
