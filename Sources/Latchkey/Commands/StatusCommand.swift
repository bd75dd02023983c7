import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Snapshot
import Vault

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how every connection stands, the most urgent first.",
        discussion: """
            Reads the status files of the last run: needs no key, touches no network.

              latchkey status
              latchkey status alice
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "Show these users only.")
    var users: [String] = []

    func run() async throws {
        let console = Console(common)
        let memory = SnapshotReader(
            directory: "\(common.data)/status",
            files: LocalFileStore()
        ).memory()
        let listPath = "\(common.data)/connections/\(ConnectionVault.privateListName)"
        let hidden = PrivateList((try? LocalFileStore().read(listPath, limit: 1 << 24)) ?? [])
        if !hidden.turns.isEmpty {
            console.note(
                "\(hidden.turns.count) private people are not shown: latchkey link lists them"
            )
        }
        let now = Date()
        let isShown = { (user: String) in users.isEmpty || users.contains(user) }
        let records = memory.records.values.filter { isShown($0.key.user.text) }
            .mostUrgentFirst(at: now)
        let closed = memory.closedFiles.values.filter { isShown($0.user) }
            .sorted { $0.user < $1.user }
        let text = StatusText(
            records: records,
            closed: closed,
            rhythm: memory.runs.past(now).rhythm,
            outage: memory.runs.outage(at: now),
            limits: memory.limits,
            now: now
        )
        if common.json {
            return console.resultBytes(text.document().canonicalText())
        }
        guard !records.isEmpty || !closed.isEmpty else {
            console.note("no connection is known in \(common.data)/status yet")
            return console.hint("latchkey sync writes the status files")
        }
        let isVerbose = console.loudness == .verbose
        for line in text.lines(coloured: console.coloursOutput, isVerbose: isVerbose) {
            console.result(line)
        }
        for line in LimitText(now: now).budgets(memory.limits) { console.note(line) }
        if let through = memory.dataThrough {
            console.note("as of the run of \(Timestamp.text(through))")
        }
        if let outage = text.outage { console.warning(outage.sentence) }
    }
}
