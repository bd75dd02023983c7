import ArgumentParser

struct PipelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "Try pipeline files out.",
        subcommands: [PipelineTestCommand.self]
    )
}
