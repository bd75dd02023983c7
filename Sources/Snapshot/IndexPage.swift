import Documents
import Engine
import Pipeline
import Vault

/// `index.json`: every connection in a line, for dashboards.
struct IndexPage {
    let records: [ConnectionRecord]
    /// Of each record its row, written.
    let rows: [[UInt8]]
    let closed: [RunReport.ClosedFile]
    let pipelines: [String: PipelineDefinition]

    func document() -> StatusDocument {
        let closed = closed.map { file -> JSONValue in
            .object([
                "user": .string(file.user), "status": .string(file.state.rawValue),
                "reason": .string(file.reason.rawValue), "since": RecordJSON.time(file.since),
            ])
        }
        return .list(
            [
                "ok": .bool(true), "schema": .string(StatusSchema.index.id), "counts": counts,
                "providers": providers(), "closedFiles": .array(closed),
            ],
            rows: rows
        )
    }

    private var counts: JSONValue {
        var counts = StateCounts()
        for record in records { counts.add(record.state) }
        return counts.document
    }

    private func providers() -> JSONValue {
        var object = JSONObject()
        for (provider, pipeline) in pipelines {
            object[provider] = .object(["name": .string(pipeline.name)])
        }
        return .object(object)
    }
}
