package import Documents
package import Engine
import Pipeline
import Vault

/// One connection in a line, for dashboards and `status --json`.
package enum ConnectionRow {
    /// Status, end and what is wrong: no profile but the name.
    package static func document(_ record: ConnectionRecord) -> JSONValue {
        var object: JSONObject = [
            "user": .string(record.key.user.text), "provider": .string(record.key.provider),
            "label": .string(record.key.label), "status": .string(record.state.rawValue),
            "expiresAt": record.expiresAt.map(RecordJSON.time) ?? .null,
            "needsRefresh": .bool(record.needsRefresh),
        ]
        object["reason"] = record.reason.map { .string($0.rawValue) }
        object["reconnectBy"] = record.reconnectBy.map(RecordJSON.time)
        object["username"] = record.profile["username"]
        if record.stale != nil { object["stale"] = .bool(true) }
        return .object(object)
    }
}
