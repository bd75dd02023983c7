import ArgumentParser

/// `latchkey-bench`: measures the built program beside its floors and its peers, on the same jobs.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey-bench",
        abstract: "Measure latchkey beside its floors and its peers, on the same jobs.",
        subcommands: [
            RunCommand.self, SetCommand.self, SeedCommand.self, NetworkCommand.self,
            GPGCommand.self,
        ],
        defaultSubcommand: RunCommand.self
    )
}
