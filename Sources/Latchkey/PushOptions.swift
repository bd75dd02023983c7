import ArgumentParser

/// Whether a command's results are to outlive the machine, where they go, and how long it waits for
/// others who are at work there.
struct PushOptions: ParsableArguments {
    @Flag(
        help: """
            Commit and push: intents before anything is spent, new tokens before anything is read, \
            snapshots at the end. To the branch's remote, else origin. $LATCHKEY_PUSH=1 does the same.
            """
    )
    var push = false

    @Option(
        help: ArgumentHelp(
            "Push to this remote. $LATCHKEY_PUSH may name it instead.",
            valueName: "remote"
        )
    )
    var pushTo: String?

    @Option(
        help: ArgumentHelp(
            "Wait this long for another run to end, on this machine or, with --push, on another.",
            valueName: "duration"
        )
    )
    var wait: Waiting?

    /// `nil` where nothing is pushed; the command line goes before the environment.
    func target(_ environment: [String: String]) -> PushTarget? {
        PushTarget(push: push, remote: pushTo, environment: environment)
    }
}
