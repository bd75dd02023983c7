import ArgumentParser
import Engine
import Pipeline

struct InboxOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Take what is in the inbox, and act on it at once (the default)."
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Option(
        help: ArgumentHelp("Start nothing new after this long, such as 90s.", valueName: "duration")
    )
    var deadline: Span?

    @OptionGroup var pushing: PushOptions

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            let waiting = pushing.wait?.duration ?? .seconds(60)
            let lock = try await session.lock(waiting: waiting, deadline: deadline)
            guard let target = pushing.target(session.surroundings.environment) else {
                return try await open(session, lock)
            }
            return try await PushedWork(session: session, target: target, waiting: waiting)
                .run(deadline: deadline) { session in try await open(session, lock) }
        }
        guard status == .success else { throw status }
    }

    private func open(_ session: Session, _ lock: DataLock) async throws -> ExitStatus {
        try await SyncRun(session: session, lock: lock, scope: .inbox).run(
            only: [],
            everything: false,
            width: 32,
            deadline: deadline
        )
    }
}
