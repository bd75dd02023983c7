package import Documents
package import Engine
import Pipeline
import Vault

/// One connection in a line, for dashboards and `status --json`.
package enum ConnectionRow {
    /// The row as it is written in a list.
    static func text(_ row: JSONValue) -> [UInt8] { row.canonicalText(at: 2) }

    /// Status, end and what is wrong: no profile but the name.
    package static func document(_ record: ConnectionRecord) -> JSONValue {
        // In the order in which they are written.
        var object: JSONObject = [
            "expiresAt": record.expiresAt.map(RecordJSON.time) ?? .null,
            "label": .string(record.key.label), "needsRefresh": .bool(record.needsRefresh),
            "provider": .string(record.key.provider),
        ]
        object["reason"] = record.reason.map { .string($0.rawValue) }
        object["reconnectBy"] = record.reconnectBy.map(RecordJSON.time)
        if record.stale != nil { object["stale"] = .bool(true) }
        object["status"] = .string(record.state.rawValue)
        object["user"] = .string(record.key.user.text)
        object["username"] = record.profile["username"]
        return .object(object)
    }
}
