import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// `index/`: every connection in a line, in each order the dashboard offers, cut in parts.
///
/// `index/summary.json` counts; `index/LIST.json` names the parts of a list with their counts;
/// `index/LIST/PART.json` holds the rows. The lists: `user`, `ends`, and `state/STATE` for each
/// state that somebody is in.
struct IndexPages: Sendable {
    let records: [ConnectionRecord]
    /// Of each record its row, written.
    let rows: [[UInt8]]
    let closed: [RunReport.ClosedFile]
    let pipelines: [String: PipelineDefinition]

    /// What makes each list, and the summary: they know nothing of each other.
    func parts() -> [@Sendable () -> [String: StatusDocument]] {
        let rows = listRows()
        let lists = Dictionary(grouping: rows, by: \.state).map { state, rows in
            IndexList(name: "state/\(state.rawValue)", rows: rows)
        }
        return lists.map { list in { list.documents() } } + [
            { IndexList(name: "user", rows: rows).documents() },
            {
                // What has no end comes last.
                let rows = rows.sorted { ($0.end, $0.key) < ($1.end, $1.key) }
                return IndexList(name: "ends", rows: rows).documents()
            },
            { [StatusPath.indexSummary: summary] },
        ]
    }

    /// A row for each record, with what is wrong in words.
    private func listRows() -> [IndexList.Row] {
        zip(records, rows).map { record, row in
            var text = row
            if record.reason != nil, case .object(var object) = ConnectionRow.document(record) {
                object["message"] = record.message.map { .string($0) }
                text = ConnectionRow.text(.object(object))
            }
            return IndexList.Row(
                key: record.key,
                state: record.state,
                end: record.reconnectBy ?? record.expiresAt ?? .distantFuture,
                text: text
            )
        }
    }

    private var summary: StatusDocument {
        var all = StateCounts()
        var byProvider: [String: StateCounts] = [:]
        for record in records {
            all.add(record.state)
            byProvider[record.key.provider, default: StateCounts()].add(record.state)
        }
        var providers = JSONObject()
        for (provider, counts) in byProvider.sorted(by: { $0.key < $1.key }) {
            providers[provider] = .object([
                "name": .string(pipelines[provider]?.name ?? provider),
                "total": .number(JSONNumber(counts.total)), "counts": counts.document,
            ])
        }
        return .whole([
            "ok": .bool(true), "schema": .string(StatusSchema.indexSummary.id),
            "total": .number(JSONNumber(all.total)), "counts": all.document,
            "closedFiles": .number(JSONNumber(closed.count)), "providers": .object(providers),
        ])
    }
}
