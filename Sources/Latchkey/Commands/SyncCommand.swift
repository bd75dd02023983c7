import ArgumentParser
import Engine
import FoundationEssentials
import Pipeline
import Snapshot

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Exchange codes, refresh what is due, read profiles, write the status files.",
        discussion: """
            The main job: safe to run as often as you like, nothing due costs nothing.

              latchkey sync
              latchkey sync --only alice --only spotify
              latchkey sync --dry-run
              latchkey sync --push --deadline 45m
              latchkey sync --max-calls 500
              latchkey sync --jitter 10m
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Option(
        help: ArgumentHelp(
            "Work on these only: USER, PROVIDER, USER/PROVIDER or USER/PROVIDER/LABEL; repeatable.",
            valueName: "what"
        )
    )
    var only: [String] = []

    @Flag(help: "Print what a run would do, and do nothing.")
    var dryRun = false

    @Flag(help: "Read profiles and collections that are not due yet, too.")
    var everything = false

    @Flag(
        help: """
            With --only: spend what connection files hold that are older than an earlier run has \
            seen. A provider may end the grant for it.
            """
    )
    var spendOlder = false

    @Option(help: ArgumentHelp("Users worked on at the same time.", valueName: "n"))
    var concurrency = 512

    @Option(
        help: ArgumentHelp(
            """
            Wait a random time before anything else, at most this long, such as 10m, so that \
            many machines do not call a provider in the same second. --deadline counts from then.
            """,
            valueName: "duration"
        )
    )
    var jitter: Waiting?

    @Option(
        help: ArgumentHelp(
            "Start nothing new after this long, such as 90s or 10m; the rest goes first next time.",
            valueName: "duration"
        )
    )
    var deadline: Span?

    @Option(
        help: ArgumentHelp(
            "Make this many calls at most; the rest goes first next time.",
            valueName: "n"
        )
    )
    var maxCalls: Int?

    @OptionGroup var pushing: PushOptions

    func validate() throws {
        guard (1...1000).contains(concurrency) else {
            throw ValidationError("--concurrency takes a number from 1 to 1000.")
        }
        guard maxCalls.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--max-calls takes a number from 1 on.")
        }
        if spendOlder, only.isEmpty {
            throw ValidationError(
                "--spend-older needs --only: say whose older file is to be spent."
            )
        }
    }

    func run() async throws {
        if dryRun {
            return try await PlanCommand.print(
                common,
                servers,
                only: only,
                everything: everything,
                mostCalls: maxCalls,
                spendsOlder: spendOlder
            )
        }
        let jitter = jitter.map { Jitter(most: $0.duration) }
        let status = try await Session.run(common, servers, after: jitter) { session in
            let waiting = pushing.wait?.duration
            let lock = try await session.lock(waiting: waiting ?? .zero, deadline: deadline)
            let target = pushing.target(session.surroundings.environment)
            guard let target else { return try await sync(session, lock) }
            return try await PushedWork(
                session: session,
                target: target,
                waiting: waiting ?? .seconds(30)
            ).run(deadline: deadline) { session in try await sync(session, lock) }
        }
        guard status == .success else { throw status }
    }

    private func sync(_ session: Session, _ lock: DataLock) async throws -> ExitStatus {
        try await SyncRun(session: session, lock: lock).run(
            only: only,
            everything: everything,
            spendsOlder: spendOlder,
            width: concurrency,
            deadline: deadline,
            mostCalls: maxCalls
        )
    }
}

extension Span: ExpressibleByArgument {
    package init?(argument: String) {
        guard let span = try? Span(argument) else { return nil }
        self = span
    }
}
