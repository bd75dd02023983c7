import ArgumentParser
import Glibc
import Synchronization

/// The front door: reads the command line, runs one command, exits by the table in `ExitStatus`.
@main
struct Latchkey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "Keeps people's OAuth connections alive, from files, with no server.",
        discussion: """
            Reads pipelines/ and data/connections/, refreshes tokens before they die, reads \
            profiles, and writes JSON under data/status/.

            A first connection:
              latchkey init
              latchkey connect instagram --user alice
              latchkey sync

            Exit status: 0 all well, 1 nothing could run, 2 bad input, 3 some connections failed, \
            4 locked: no connection file could be decrypted, or another run is at work, 129 SIGHUP, 130 SIGINT, \
            143 SIGTERM.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, ConnectCommand.self, DisconnectCommand.self, SyncCommand.self,
            PlanCommand.self, CheckCommand.self, PipelineCommand.self, StatusCommand.self,
            ShowCommand.self, ListCommand.self, RekeyCommand.self, DoctorCommand.self,
            InviteCommand.self, InboxCommand.self, QueryCommand.self, SchemaCommand.self,
            RescueCommand.self, MergeDriverCommand.self, SiteCommand.self, ServeCommand.self,
            LinkCommand.self,
        ]
    )

    static func main() async {
        Hardening.begin()
        // Nothing is buffered here, and the C libraries' exit handlers would race with their
        // threads: the status must be the one that was decided.
        let status = await run(CommandLine.arguments)
        if status == .success, Console.hasFailed.withLock({ $0 }) {
            Glibc._exit(ExitStatus.nothingRan.rawValue)
        }
        Glibc._exit(status.rawValue)
    }

    /// Runs one command line, program name first; what it throws has been printed when this returns.
    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            // Swift reads them from /proc: without it any command would look like none, and do well.
            guard !arguments.isEmpty else {
                throw CommandFailure(
                    .nothingRan,
                    "this process was given no command line, not even its own name",
                    hint: "in a container or chroot, mount /proc"
                )
            }
            var command = try parseAsRoot(Array(arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch {
            return ErrorReport.print(error)
        }
    }
}
