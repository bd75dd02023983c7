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
    let closed: [RunReport.ClosedFile]
    let pipelines: [String: PipelineDefinition]

    func documents() -> [String: JSONValue] {
        let rows = records.parallelMap { IndexList.Row(record: $0, document: Self.row($0)) }
        var documents = [StatusPath.indexSummary: summary]
        var lists = [
            IndexList(name: "user", rows: rows),
            IndexList(name: "ends", rows: rows.sorted { Self.end($0) < Self.end($1) }),
        ]
        for (state, rows) in Dictionary(grouping: rows, by: \.record.state) {
            lists.append(IndexList(name: "state/\(state.rawValue)", rows: rows))
        }
        for list in lists.parallelMap(piece: 1, { $0.documents() }) {
            documents.merge(list) { first, _ in first }
        }
        return documents
    }

    /// By how many connections each state has; states without one are left out.
    static func counts(_ records: [ConnectionRecord]) -> JSONValue {
        var object = JSONObject()
        for state in ConnectionState.allCases {
            let count = records.count { $0.state == state }
            if count > 0 { object[state.rawValue] = .number(JSONNumber(count)) }
        }
        return .object(object)
    }

    private static func row(_ record: ConnectionRecord) -> JSONValue {
        guard var object = ConnectionRow.document(record).object else { return .null }
        if record.reason != nil { object["message"] = record.message.map { .string($0) } }
        return .object(object)
    }

    /// What has no end comes last.
    private static func end(_ row: IndexList.Row) -> (Date, ConnectionKey) {
        (row.record.reconnectBy ?? row.record.expiresAt ?? .distantFuture, row.record.key)
    }

    private var summary: JSONValue {
        let byProvider = Dictionary(grouping: records, by: \.key.provider)
        var providers = JSONObject()
        for (provider, records) in byProvider.sorted(by: { $0.key < $1.key }) {
            providers[provider] = .object([
                "name": .string(pipelines[provider]?.name ?? provider),
                "total": .number(JSONNumber(records.count)), "counts": Self.counts(records),
            ])
        }
        return .object([
            "ok": .bool(true), "schema": .string(StatusSchema.indexSummary.id),
            "total": .number(JSONNumber(records.count)), "counts": Self.counts(records),
            "closedFiles": .number(JSONNumber(closed.count)), "providers": .object(providers),
        ])
    }
}
