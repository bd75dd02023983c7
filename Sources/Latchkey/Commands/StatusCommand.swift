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
        let isShown = { (user: String) in users.isEmpty || users.contains(user) }
        let records = memory.records.values.filter { isShown($0.key.user.text) }
            .sorted(by: Self.isMoreUrgent)
        let closed = memory.closedFiles.values.filter { isShown($0.user) }
            .sorted { $0.user < $1.user }
        let now = Date()
        if common.json {
            return console.resultBytes(
                StatusText(records: records, closed: closed, now: now).document().canonicalText()
            )
        }
        guard !records.isEmpty || !closed.isEmpty else {
            console.note("no connection is known in \(common.data)/status yet")
            return console.hint("latchkey sync writes the status files")
        }
        let text = StatusText(records: records, closed: closed, now: now)
        for line in text.lines(coloured: console.coloursOutput) { console.result(line) }
        if let through = memory.dataThrough {
            console.note("as of the run of \(Timestamp.text(through))")
        }
    }

    static func isMoreUrgent(_ left: ConnectionRecord, _ right: ConnectionRecord) -> Bool {
        func rank(_ record: ConnectionRecord) -> (Int, Date, ConnectionKey) {
            (
                record.state.urgency, record.reconnectBy ?? record.expiresAt ?? .distantFuture,
                record.key
            )
        }
        return rank(left) < rank(right)
    }
}
