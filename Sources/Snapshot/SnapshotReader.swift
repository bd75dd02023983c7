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

    /// What the status files tell.
    ///
    /// Of quiet users nothing is read but what comes with them, and nothing of those whose pages are
    /// known.
    package func memory(
        besides quiet: QuietUsers = QuietUsers(),
        knowing standing: StandingPages = StandingPages()
    ) -> RunMemory {
        var memory = heartbeat()
        let known = quiet.records + standing.records
        let (users, records) = sideBySide {
            let names = quiet.isEverybody ? [] : self.names(in: StatusPath.integrations)
            return names.filter { $0.hasSuffix(".json") }
                .compactMap { UserID(String($0.dropLast(5))) }
                .filter { !quiet.users.contains($0) && !standing.steady.contains($0) }
        } _: {
            Dictionary(known.map { ($0.key, $0) }) { $1 }
        }
        memory.records = records
        for (records, closed) in users.parallelMap(page) {
            for record in records { memory.records[record.key] = record }
            if let closed { memory.closedFiles[closed.user] = closed }
        }
        for provider in Set(memory.records.keys.lazy.map(\.provider)) {
            memory.loginURLs[provider] =
                document(StatusPath.login(provider))?["authorizeUrl"]?
                .string
        }
        return memory
    }

    /// What the heartbeat alone tells: of runs, and of no connection.
    package func heartbeat() -> RunMemory {
        var memory = RunMemory()
        if let heartbeat = document(StatusPath.heartbeat) {
            memory.dataThrough = RecordJSON.date(heartbeat["dataThrough"])
            memory.runs = HeartbeatPage.runs(heartbeat)
            memory.pastRuns = HeartbeatPage.pastRuns(heartbeat)
            for member in heartbeat["behind"]?.object?.members ?? [] {
                memory.behind[member.name] = RecordJSON.date(member.value)
            }
            memory.clockSkew = ClockSkew(
                measured: heartbeat["clockSkewSeconds"]?.integer.map(Double.init)
            )
        }
        memory.limits = limits()
        return memory
    }

    /// A file that can't be read costs caution, for the calls it tells of were made.
    private func limits() -> LimitRecord {
        let path = "\(directory)/\(StatusPath.limits)"
        let stamp = files.stamp(path)
        let written =
            stamp.map { Date(timeIntervalSince1970: Double($0.modified) / 1_000_000_000) } ?? Date()
        do {
            guard let bytes = try files.read(path, limit: Self.limit) else { return LimitRecord() }
            return LimitsPage.record(bytes, written: written)
        } catch {
            return LimitRecord(unknownUntil: written)
        }
    }

    /// Files that a set no longer has: parts of the dashboard's list that were cut otherwise, badges
    /// of who is gone.
    package func outdated(beside set: StatusSet, users: [String]) -> Set<String> {
        // An empty vault is more likely a broken checkout than the end of everybody.
        guard !users.isEmpty else { return [] }
        let root = StatusPath.indexFolder
        var folders = [root, "\(root)/user", "\(root)/ends", "\(root)/state"]
        folders += ConnectionState.allCases.map { "\(root)/state/\($0.rawValue)" }
        var paths: Set<String> = []
        for folder in folders {
            for name in names(in: folder) where name.hasSuffix(".json") {
                paths.insert("\(folder)/\(name)")
            }
        }
        return paths.subtracting(set.commonPaths).union(outdatedBadges(beside: set))
    }

    private func outdatedBadges(beside set: StatusSet) -> Set<String> {
        var drawn: [String: Set<String>] = [:]
        for record in set.drawsBadges ? set.records : [] {
            drawn[record.key.provider, default: []].insert(record.key.user.text)
        }
        var paths: Set<String> = []
        for provider in names(in: StatusPath.badges) {
            for name in names(in: "\(StatusPath.badges)/\(provider)") where name.hasSuffix(".svg") {
                let user = String(name.dropLast(4))
                guard drawn[provider]?.contains(user) != true else { continue }
                paths.insert(StatusPath.badge(provider, user))
            }
        }
        return paths
    }

    func names(in folder: String) -> [String] {
        (try? files.list("\(directory)/\(folder)")) ?? []
    }

    /// What a person's page tells; nothing where there is none.
    private func page(_ user: UserID) -> ([ConnectionRecord], RunReport.ClosedFile?) {
        document(StatusPath.user(user.text)).map { read($0, user) } ?? ([], nil)
    }

    /// What a person's page tells: of the connections, and of a file that can't be opened.
    func read(_ page: JSONValue, _ user: UserID) -> ([ConnectionRecord], RunReport.ClosedFile?) {
        let values = (page["integrations"]?.object?.members ?? []).flatMap {
            $0.value["connections"]?.array ?? []
        }
        return (
            values.compactMap { RecordJSON.decode($0, user: user) },
            page["file"].flatMap { closedFile($0, user.text) }
        )
    }

    func document(_ path: String) -> JSONValue? {
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
