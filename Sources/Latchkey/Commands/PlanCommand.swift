import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Inbox
import Pipeline
import Snapshot
import Vault

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Print what a run would do and why, without touching the network.",
        discussion: """
              latchkey plan
              latchkey plan --only spotify --json
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Option(
        help: ArgumentHelp(
            "Plan these only: USER, PROVIDER, USER/PROVIDER or USER/PROVIDER/LABEL; repeatable.",
            valueName: "what"
        )
    )
    var only: [String] = []

    @Flag(help: "Plan to read profiles and collections that are not due yet, too.")
    var everything = false

    @Option(
        help: ArgumentHelp("Plan to make this many calls at most.", valueName: "n")
    )
    var maxCalls: Int?

    func validate() throws {
        guard maxCalls.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--max-calls takes a number from 1 on.")
        }
    }

    func run() async throws {
        try await Self.print(
            common,
            servers,
            only: only,
            everything: everything,
            mostCalls: maxCalls
        )
    }

    static func print(
        _ common: SharedOptions,
        _ servers: ServerOptions,
        only: [String],
        everything: Bool,
        mostCalls: Int?,
        spendsOlder: Bool = false
    ) async throws {
        try await Session.run(common, servers) { session in
            try session.requireData()
            let selection = try session.selection(only)
            session.printDiagnostics()
            let memory = SnapshotReader(
                directory: session.statusDirectory,
                files: session.files
            ).memory(of: try await PrivateCircle(session, making: false).people)
            let vault = session.surroundings.vault
            await vault.openPack(users: try vault.users().count)
            let (plans, closed) = try await PipelineRun(
                session.surroundings,
                pipelines: session.pipelines.definitions,
                brokenProviders: session.pipelines.brokenProviders,
                control: RunControl(now: session.surroundings.now),
                width: 32
            ) { phase, done, total in
                session.console.progress(phase.rawValue, done, total)
            }.plan(
                selection,
                memory: memory,
                everything: everything,
                spendsOlder: spendsOlder,
                mostCalls: mostCalls
            )
            session.console.endProgress()
            let inbox = InboxFolder(data: common.data, files: session.files)
            let now = session.surroundings.now()
            let text = PlanText(
                plans: plans,
                closed: closed,
                records: memory.records,
                rhythm: memory.runs.past(now).rhythm,
                limits: memory.limits,
                messages: (try? inbox.names().count) ?? 0,
                now: now
            )
            if common.json {
                session.console.resultBytes(text.document().canonicalText())
            } else {
                for line in text.lines(coloured: session.console.coloursOutput) {
                    session.console.result(line)
                }
            }
        }
    }
}
