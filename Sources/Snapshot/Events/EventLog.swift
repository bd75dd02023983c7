package import Documents
package import Engine
import FoundationEssentials
package import Vault

/// `data/history/events.ndjson`: one line for each change of state, recovery included.
///
/// The file is replaced as a whole, so a crash leaves it as it was or with every line of the run.
/// It is written before the status files: after a crash between the two it already tells what the
/// next run finds anew, and what it tells is not told again.
package struct EventLog: Sendable {
    /// `data/history`.
    package let directory: String
    package let files: any FileStore
    package let ledger: SecretLedger

    package init(directory: String, files: any FileStore, ledger: SecretLedger) {
        self.directory = directory
        self.files = files
        self.ledger = ledger
    }

    /// The file that grows.
    package static let name = "events.ndjson"
    /// Bytes after which the file is put aside and a new one begun.
    package static let budget = 1 << 20
    /// A file that is larger was not written by Latchkey.
    private static let limit = 64 * budget
    /// So many files that were put aside are kept.
    package static let keptFiles = 12

    /// What was done.
    package struct Result: Sendable {
        /// The changes that are on disk.
        package var events: [StateEvent] = []
        /// What was noticed and mended.
        package var warnings: [String] = []
        package var failures: [String] = []

        package init() {}
    }

    /// What earlier runs told; `nil` where there is nothing, or it can't be read.
    package func history() -> EventHistory? {
        let found = try? files.readStamped(path(Self.name), limit: Self.limit)
        return found.map { EventHistory($0.bytes, stamp: $0.stamp) }
    }

    /// The history as the disk has it now, which need not be read again where nobody has touched it.
    private func history(_ early: EventHistory?) throws(FileError) -> EventHistory {
        if let early, let stamp = early.stamp, files.stamp(path(Self.name)) == stamp {
            return early
        }
        return EventHistory(try files.read(path(Self.name), limit: Self.limit) ?? [])
    }

    /// Appends what this run changed; writes nothing where nothing changed.
    ///
    /// - Parameters:
    ///   - set: What is known after the run.
    ///   - report: The run.
    ///   - memory: What was known before it.
    ///   - early: What `history` found earlier in the run.
    /// - Returns: What is on disk, and what went wrong.
    package func record(
        _ set: StatusSet,
        _ report: RunReport,
        over memory: RunMemory,
        after early: EventHistory? = nil
    ) -> Result {
        var result = Result()
        do {
            let history = try history(early)
            if history.wasTorn {
                result.warnings.append(
                    "\(path(Self.name)) ended in half a line, which was cut off"
                )
            }
            let changes = StateChanges(
                set: set,
                memory: memory,
                users: report.users,
                now: report.endedAt
            )
            var lines: [[UInt8]] = []
            for event in changes.events(told: { history.standing($0) }) {
                let document = event.document()
                let verdict = LastGate(ledger: ledger).pass(document, Self.name)
                guard verdict.bytes != nil, verdict.leftOut.isEmpty else {
                    result.failures.append(
                        "an event of \(event.subject) was not written: "
                            + "\(verdict.refusal ?? "it") repeats a secret of this run"
                    )
                    continue
                }
                lines.append(document.canonicalLine())
                result.events.append(event)
            }
            guard !lines.isEmpty || history.wasTorn else { return result }
            try append(lines, to: history)
        } catch {
            result.failures.append(error.description)
            result.events = []
        }
        return result
    }

    private func append(_ lines: [[UInt8]], to history: EventHistory) throws(FileError) {
        let bytes = history.bytes(adding: lines)
        guard bytes.count > Self.budget else {
            return try files.replace(path(Self.name), with: bytes, mode: 0o644)
        }
        guard !history.lines.isEmpty else { return try write(lines) }
        try putAside(history)
        try write(lines)
    }

    /// Begins a new file; the news of tens of thousands of people fill several.
    private func write(_ lines: [[UInt8]]) throws(FileError) {
        let parts = Self.parts(lines)
        for (index, part) in parts.enumerated() {
            let bytes = EventHistory([]).bytes(adding: part)
            try files.replace(path(Self.name), with: bytes, mode: 0o644)
            if index < parts.count - 1 { try putAside(EventHistory(bytes)) }
        }
    }

    /// The lines in pieces, each within the budget.
    private static func parts(_ lines: [[UInt8]]) -> [[[UInt8]]] {
        var parts: [[[UInt8]]] = [[]]
        var size = 0
        for line in lines {
            if size > 0, size + line.count + 1 > budget {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(line)
            size += line.count + 1
        }
        return parts
    }

    /// Renames the full file after its last event, and lets the oldest of its kind go.
    private func putAside(_ history: EventHistory) throws(FileError) {
        let time = Timestamp.text(history.lastTime ?? Date(timeIntervalSince1970: 0))
        let stamp = time.filter { $0 != ":" && $0 != "-" }
        let names = try files.list(directory)
            .filter { $0.hasPrefix("events-") && $0.hasSuffix(".ndjson") }
        var name = "events-\(stamp).ndjson"
        var number = 1
        while names.contains(name) {
            number += 1
            name = "events-\(stamp)-\(number).ndjson"
        }
        try files.move(path(Self.name), to: path(name))
        let old = (names + [name]).sorted()
        for name in old.dropLast(Self.keptFiles) { try files.remove(path(name)) }
    }

    private func path(_ name: String) -> String { "\(directory)/\(name)" }
}
