import ArgumentParser

/// Options every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data directory.", valueName: "dir"))
    var data = "data"

    @Option(help: ArgumentHelp("The folder of pipeline files.", valueName: "dir"))
    var pipelines = "pipelines"

    @Flag(help: "Print results as JSON on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print errors and results only.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Tell more of what happens.")
    var verbose = false
}
