import Documents
package import Engine
import FoundationEssentials
package import Pipeline
import Vault

/// Turns what is known into status files.
///
/// Pure: the same knowledge, the same bytes.
package struct SnapshotBuilder: Sendable {
    package let pipelines: [String: PipelineDefinition]
    /// Authorization links by provider, where the app's credentials are at hand.
    package let loginURLs: [String: String]
    package let version: String
    /// Whether each person's provider gets a badge.
    package let drawsBadges: Bool

    package init(
        pipelines: [String: PipelineDefinition],
        loginURLs: [String: String],
        version: String,
        drawsBadges: Bool = false
    ) {
        self.pipelines = pipelines
        self.loginURLs = loginURLs
        self.version = version
        self.drawsBadges = drawsBadges
    }

    /// What is built beside the others.
    private enum Part: Sendable {
        case documents([String: StatusDocument])
        case pages([UserPage], gone: Set<String>)
        case calendar([UInt8])
    }

    /// Of users whom the run passed over no page is made; of everybody, nothing but the heartbeat.
    package func build(_ report: RunReport, over memory: RunMemory) -> StatusSet {
        guard !report.passedOver.isEverybody else { return heartbeat(report, memory) }
        let closed = Dictionary(
            uniqueKeysWithValues: report.closedFiles.map { ($0.user, $0) }
        )
        let records = merged(report, memory, closed)
        let stillClosed = memory.closedFiles.filter { user, _ in
            report.users.contains(user) && closed[user] == nil
                && !report.entries.contains { $0.record.key.user.text == user }
        }.merging(closed) { _, new in new }
        let nowClosed = stillClosed.values.sorted { $0.user < $1.user }
        let urls = memory.loginURLs.merging(loginURLs) { _, new in new }
        let rows = records.parallelMap { ConnectionRow.text(ConnectionRow.document($0)) }
        let index = IndexPages(
            records: records,
            rows: rows,
            closed: nowClosed,
            pipelines: pipelines
        )
        let works: [@Sendable () -> Part] =
            index.parts().map { part in { .documents(part()) } } + [
                {
                    let pages = self.pages(report, records, stillClosed)
                    return .pages(pages, gone: gone(report, memory, pages))
                },
                {
                    let page = IndexPage(
                        records: records,
                        rows: rows,
                        closed: nowClosed,
                        pipelines: pipelines
                    )
                    let attention = AttentionPage(
                        records: records,
                        closed: nowClosed,
                        loginURLs: urls,
                        now: report.endedAt
                    )
                    return .documents(
                        attention.documents()
                            .merging([StatusPath.index: page.document()]) { _, new in new }
                    )
                },
                {
                    let calendar = DeadlineCalendar(
                        deadlines: records.compactMap(\.deadline),
                        pipelines: pipelines,
                        loginURLs: urls
                    )
                    return .calendar(calendar.bytes())
                },
            ]
        var documents: [String: StatusDocument] = [:]
        var (pages, obsolete, calendar): ([UserPage], Set<String>, [UInt8]) = ([], [], [])
        for part in works.parallelMap(piece: 1, { $0() }) {
            switch part {
            case .documents(let some): documents.merge(some) { _, new in new }
            case .pages(let all, let gone): (pages, obsolete) = (all, gone)
            case .calendar(let bytes): calendar = bytes
            }
        }
        for (provider, url) in loginURLs {
            documents[StatusPath.login(provider)] = .whole([
                "ok": .bool(true), "schema": .string(StatusSchema.login.id),
                "provider": .string(provider), "authorizeUrl": .string(url),
            ])
        }
        for schema in StatusSchema.all {
            documents[StatusPath.schema(schema.kind)] = .whole(schema.document)
        }
        documents[StatusPath.heartbeat] = page(report, memory, connections: records.count)
        documents[StatusPath.limits] = limits(report, memory)
        return StatusSet(
            pages: pages,
            common: documents,
            drawsBadges: drawsBadges,
            texts: [StatusPath.calendar: calendar],
            quotations: [StatusPath.calendar: urls.values.sorted() + Self.longNames(records)],
            obsolete: obsolete,
            records: records,
            closed: nowClosed
        )
    }

    /// A page for each user whom the run looked at and of whom something is known.
    private func pages(
        _ report: RunReport,
        _ records: [ConnectionRecord],
        _ closed: [String: RunReport.ClosedFile]
    ) -> [UserPage] {
        var parts: [String: Range<Int>] = [:]
        var start = 0
        for (index, record) in records.enumerated() {
            let user = record.key.user
            guard index + 1 == records.count || records[index + 1].key.user != user else {
                continue
            }
            parts[user.text] = start..<index + 1
            start = index + 1
        }
        let passedOver = Set(report.passedOver.users.map(\.text))
        let names = drawsBadges ? BadgeNames(pipelines) : nil
        return report.users.compactMap { user in
            guard !passedOver.contains(user), parts[user] != nil || closed[user] != nil else {
                return nil
            }
            return UserPage(
                user: user,
                records: parts[user].map { records[$0] } ?? [],
                closed: closed[user],
                badgeNames: names
            )
        }
    }

    /// Names so long that they may be a token in the wrong place.
    private static func longNames(_ records: [ConnectionRecord]) -> [String] {
        records.flatMap { [$0.key.user.text, $0.key.label] }
            .filter { $0.utf8.count >= LastGate.leastTokenSize }
    }

    private func heartbeat(_ report: RunReport, _ memory: RunMemory) -> StatusSet {
        var documents = [
            StatusPath.heartbeat: page(report, memory, connections: report.connectionCount)
        ]
        documents[StatusPath.limits] = limits(report, memory)
        return StatusSet(
            common: documents,
            texts: [:],
            obsolete: [],
            records: report.entries.map(\.record),
            closed: []
        )
    }

    /// Written once there is something to say, and kept up to date from then on.
    private func limits(_ report: RunReport, _ memory: RunMemory) -> StatusDocument? {
        LimitsPage.document(
            report.limits,
            hasFile: !memory.limits.isEmpty || report.hasKeptLimits
        ).map { .whole($0) }
    }

    private func page(
        _ report: RunReport,
        _ memory: RunMemory,
        connections: Int
    ) -> StatusDocument {
        let page = HeartbeatPage(
            report: report,
            connections: connections,
            memory: memory,
            version: version
        )
        return .whole(page.document())
    }

    /// Everything known, sorted by key: this run's word over the earlier runs'.
    private func merged(
        _ report: RunReport,
        _ memory: RunMemory,
        _ closed: [String: RunReport.ClosedFile]
    ) -> [ConnectionRecord] {
        let opened = Set(report.entries.map(\.record.key.user))
        var records = report.entries.map(\.record)
        let users = Set(report.users)
        for record in memory.records.values where !opened.contains(record.key.user) {
            guard users.contains(record.key.user.text) else { continue }
            records.append(closed[record.key.user.text].map { record.closed(by: $0) } ?? record)
        }
        return records.sorted { $0.key < $1.key }
    }

    /// Files of users and connections that the vault no longer has.
    private func gone(
        _ report: RunReport,
        _ memory: RunMemory,
        _ pages: [UserPage]
    ) -> Set<String> {
        // An empty vault is more likely a broken checkout than the end of everybody.
        guard !report.users.isEmpty else { return [] }
        let records = Dictionary(pages.map { ($0.user, $0.records) }) { first, _ in first }
        let hidden = memory.closedFiles.keys.filter { records[$0] == nil }
        var paths = Set(hidden.map(StatusPath.user))
        for key in memory.records.keys where !report.passedOver.users.contains(key.user) {
            let (user, provider) = (key.user.text, key.provider)
            guard records[user]?.contains(where: { $0.key.provider == provider }) != true else {
                continue
            }
            paths.insert(StatusPath.connection(provider, user))
            if records[user] == nil { paths.insert(StatusPath.user(user)) }
        }
        return paths
    }
}

extension ConnectionRecord {
    /// The record of a connection whose file can't be opened: last good values, marked stale.
    fileprivate func closed(by file: RunReport.ClosedFile) -> ConnectionRecord {
        var record = self
        record.state = file.state
        record.reason = file.reason
        record.since = file.since
        if record.lastSync != nil {
            record.stale = record.stale ?? .init(reason: file.reason, since: file.since)
        }
        return record
    }
}
