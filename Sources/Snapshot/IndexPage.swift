import Documents
import Engine
import Pipeline
import Vault

/// `index.json`: every connection in a line, for dashboards.
struct IndexPage {
    let records: [ConnectionRecord]
    let closed: [RunReport.ClosedFile]
    let pipelines: [String: PipelineDefinition]

    func document() -> JSONValue {
        .object([
            "ok": .bool(true), "schema": .string(StatusSchema.index.id),
            "counts": counts(), "providers": providers(),
            "connections": .array(records.map(ConnectionRow.document)),
            "closedFiles": .array(
                closed.map { file in
                    .object([
                        "user": .string(file.user), "status": .string(file.state.rawValue),
                        "reason": .string(file.reason.rawValue),
                        "since": RecordJSON.time(file.since),
                    ])
                }
            ),
        ])
    }

    private func counts() -> JSONValue {
        var object = JSONObject()
        for state in ConnectionState.allCases {
            let count = records.count { $0.state == state }
            if count > 0 { object[state.rawValue] = .number(JSONNumber(count)) }
        }
        return .object(object)
    }

    private func providers() -> JSONValue {
        var object = JSONObject()
        for (provider, pipeline) in pipelines {
            object[provider] = .object(["name": .string(pipeline.name)])
        }
        return .object(object)
    }
}
