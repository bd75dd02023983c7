import FoundationEssentials
import LatchkeyTestSupport
import Testing

@Suite("The documents name what the program has")
struct ReadmeTests {
    static let documents = ["README.md", "Sources/Latchkey/Latchkey.docc/Commands.md"]

    /// What `--help` says of a command, in full.
    private static func help(_ command: String) async throws -> String {
        try await Program.shell("latchkey help \(command)", in: "/tmp").output
    }

    private static func commands() async throws -> [String] {
        let text = try await help("")
        let list = text.split(separator: "SUBCOMMANDS:", maxSplits: 1).last ?? ""
        return list.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
            let word = String(line.dropFirst(2).prefix { $0 != " " })
            return word.allSatisfy { $0.isLowercase || $0 == "-" } && !word.isEmpty ? word : nil
        }
    }

    @Test("every command is in the README and in the list of commands")
    func everyCommand() async throws {
        let commands = try await Self.commands()
        #expect(commands.count == 21)
        for document in Self.documents {
            let text = try Project.text(document)
            for command in commands {
                let isNamed =
                    text.contains("`latchkey \(command)") || text.contains("### \(command)")
                #expect(isNamed, "\(document) lacks \(command)")
            }
        }
    }

    @Test("every option is in the list of commands")
    func everyOption() async throws {
        let text = try Project.text("Sources/Latchkey/Latchkey.docc/Commands.md")
        for command in try await Self.commands() {
            let help = try await Self.help(command)
            for word in help.split(whereSeparator: { " \n,[]<>/".contains($0) })
            where word.hasPrefix("--") && word.count > 2 {
                let option = word.prefix { $0.isLetter || $0 == "-" }
                #expect(
                    text.contains("`\(option)") || text.contains("\(option) "),
                    "\(command) has \(option), Commands.md does not"
                )
            }
        }
    }

    @Test("every exit status of the README's table is the program's")
    func exitStatuses() throws {
        let text = try Project.text("README.md")
        for status in ["| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 4 |", "| 129, 130, 143 |"] {
            #expect(text.contains(status))
        }
    }

    @Test("the README's provider is a pipeline file without a fault")
    func example() async throws {
        let blocks = try Project.text("README.md").split(separator: "```yaml\n")
        let block = try #require(blocks.dropFirst().first?.split(separator: "```").first)
        let folder = try TemporaryFolder()
        try Data(block.utf8).write(to: URL(filePath: "\(folder.path)/example.yml"))
        let result = try await Program.shell("latchkey check --pipelines .", in: folder.path)
        #expect(result.output.isEmpty)
        #expect(result.status == 0)
    }

    @Test("links of the README lead to files")
    func links() throws {
        for piece in try Project.text("README.md").split(separator: "](").dropFirst() {
            let target = String(piece.prefix { $0 != ")" })
            guard !target.hasPrefix("http") else { continue }
            #expect(throws: Never.self, "\(target) is not there") { try Project.text(target) }
        }
    }
}
