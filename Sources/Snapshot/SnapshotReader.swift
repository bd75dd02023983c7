package import Documents
package import Engine
import FoundationEssentials
import Pipeline
import Vault

/// Reads back what earlier runs knew.
///
/// A status file that can't be read is not known: the run begins anew with that user, and writes
/// the file anew.
package struct SnapshotReader: Sendable {
    /// `data/status`.
    package let directory: String
    package let files: any FileStore

    package init(directory: String, files: any FileStore) {
        self.directory = directory
        self.files = files
    }

    /// A status file larger than this was not written by Latchkey.
    static let limit = 64 << 20

    package func memory() -> RunMemory {
        var memory = RunMemory()
        if let heartbeat = document(StatusPath.heartbeat) {
            memory.dataThrough = RecordJSON.date(heartbeat["dataThrough"])
            memory.runs = HeartbeatPage.runs(heartbeat)
            memory.clockSkew = ClockSkew(
                measured: heartbeat["clockSkewSeconds"]?.integer.map(Double.init)
            )
        }
        let names = (try? files.list("\(directory)/\(StatusPath.integrations)")) ?? []
        for name in names where name.hasSuffix(".json") {
            guard let user = UserID(String(name.dropLast(5))),
                let page = document(StatusPath.user(user.text))
            else { continue }
            for member in page["integrations"]?.object?.members ?? [] {
                for value in member.value["connections"]?.array ?? [] {
                    guard let record = RecordJSON.decode(value, user: user) else { continue }
                    memory.records[record.key] = record
                }
            }
            if let file = page["file"], let closed = closedFile(file, user.text) {
                memory.closedFiles[user.text] = closed
            }
        }
        for provider in Set(memory.records.keys.map(\.provider)) {
            memory.loginURLs[provider] =
                document(StatusPath.login(provider))?["authorizeUrl"]?
                .string
        }
        return memory
    }

    private func document(_ path: String) -> JSONValue? {
        guard let bytes = try? files.read("\(directory)/\(path)", limit: Self.limit) else {
            return nil
        }
        return try? JSONValue(parsing: bytes)
    }

    private func closedFile(_ value: JSONValue, _ user: String) -> RunReport.ClosedFile? {
        guard let state = value["status"]?.string.flatMap(ConnectionState.init),
            let reason = value["reason"]?.string.flatMap(FailureReason.init),
            let since = RecordJSON.date(value["since"])
        else { return nil }
        return RunReport.ClosedFile(
            user: user,
            state: state,
            reason: reason,
            since: since,
            detail: Advice.meaning(reason)
        )
    }
}
