import ArgumentParser

/// `latchkey-fuzz`: puts made-up bytes through every door that outside bytes come through.
@main
struct Fuzzer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey-fuzz",
        abstract: "Put made-up bytes through every door that outside bytes come through.",
        subcommands: [
            HuntCommand.self, BatchCommand.self, TryCommand.self, CaseCommand.self,
            GrowthCommand.self,
        ],
        defaultSubcommand: HuntCommand.self
    )
}
