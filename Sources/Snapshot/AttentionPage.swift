import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// `attention.json`: who must do what by when, most urgent first.
struct AttentionPage {
    let records: [ConnectionRecord]
    let closed: [RunReport.ClosedFile]
    let pipelines: [String: PipelineDefinition]

    func document() -> JSONValue {
        let items = records.filter(\.needsAttention).sorted(by: Self.isMoreUrgent).map(item)
        let files = closed.map { file in
            var object: JSONObject = [
                "user": .string(file.user), "status": .string(file.state.rawValue),
                "reason": .string(file.reason.rawValue),
                "message": .string(Advice.meaning(file.reason)), "who": .string("operator"),
            ]
            object["nextStep"] = Advice.nextStep(file.reason).map { .string($0) }
            return JSONValue.object(object)
        }
        return .object([
            "ok": .bool(true), "schema": .string(StatusSchema.attention.id),
            "items": .array(items + files),
        ])
    }

    /// Dead ones first, then by the date after which only the person can help.
    static func isMoreUrgent(_ left: ConnectionRecord, _ right: ConnectionRecord) -> Bool {
        func rank(_ record: ConnectionRecord) -> (Int, Date, ConnectionKey) {
            (record.state.urgency, record.reconnectBy ?? .distantFuture, record.key)
        }
        return rank(left) < rank(right)
    }

    private func item(_ record: ConnectionRecord) -> JSONValue {
        var object: JSONObject = [
            "user": .string(record.key.user.text), "provider": .string(record.key.provider),
            "label": .string(record.key.label), "status": .string(record.state.rawValue),
        ]
        if let reason = record.reason {
            object["reason"] = .string(reason.rawValue)
            object["message"] = record.message.map { .string($0) }
            object["nextStep"] = record.nextStep.map { .string($0) }
            object["who"] = .string(Advice.isForPerson(reason) ? "person" : "operator")
        } else if record.needsRefresh {
            object["message"] = .string("the connection ends soon")
            object["nextStep"] = .string("ask the person to connect again")
            object["who"] = .string("person")
        }
        object["by"] = record.reconnectBy.map(RecordJSON.time)
        return .object(object)
    }
}
