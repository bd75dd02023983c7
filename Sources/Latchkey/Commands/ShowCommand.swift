import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Vault

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one user's record, with every secret redacted.",
        discussion: """
              latchkey show alice
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Argument(help: "The user.")
    var user: String

    func run() async throws {
        try await Session.run(common, servers) { session in
            try session.requireData()
            let user = try Session.user(self.user)
            guard let stored = try await session.surroundings.vault.load(user) else {
                throw CommandFailure(
                    .badInput,
                    "there is no user \(user)",
                    hint: "latchkey list names them all"
                )
            }
            session.console.resultBytes(
                RedactedUser(stored.file, pipelines: session.pipelines.definitions)
                    .document().canonicalText()
            )
        }
    }
}
