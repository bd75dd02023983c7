import Documents
import Engine
import Pipeline

/// One user's status files, before they are built.
package struct UserPage: Sendable {
    let user: String
    /// Sorted by provider, then label.
    let records: ArraySlice<ConnectionRecord>
    let closed: RunReport.ClosedFile?
    /// `nil` where no badges are drawn.
    var badgeNames: BadgeNames?

    /// The files, that of all integrations first.
    func documents() -> [(path: String, document: JSONValue)] {
        [(StatusPath.user(user), integrations())]
            + connections().map { (StatusPath.connection($0.provider, user), $0.document) }
    }

    /// The badges, of the first connection at each provider.
    func badges() -> [(path: String, badge: StatusBadge)] {
        guard let badgeNames else { return [] }
        return grouped.compactMap { provider, records in
            records.first.map { record in
                (
                    StatusPath.badge(provider, user),
                    StatusBadge(provider: badgeNames[provider], record: record)
                )
            }
        }
    }

    /// `api/integrations/U.json`.
    func integrations() -> JSONValue {
        var integrations = JSONObject()
        for (provider, records) in grouped {
            guard let first = records.first else { continue }
            var object = RecordJSON.encode(first)
            object["connectedAccount"] = account(first)
            object["connections"] = .array(
                records.map { record in
                    var object = RecordJSON.encode(record)
                    object["connectedAccount"] = account(record)
                    return .object(object)
                }
            )
            integrations[provider] = .object(object)
        }
        var document: JSONObject = [
            "ok": .bool(true), "schema": .string(StatusSchema.integrations.id),
            "user": .string(user), "integrations": .object(integrations),
        ]
        if let closed {
            document["file"] = .object([
                "status": .string(closed.state.rawValue),
                "reason": .string(closed.reason.rawValue),
                "message": .string(Advice.meaning(closed.reason)),
                "since": RecordJSON.time(closed.since),
            ])
        }
        return .object(document)
    }

    /// `api/integrations/PROVIDER/U.json` by provider.
    func connections() -> [(provider: String, document: JSONValue)] {
        grouped.compactMap { provider, records in
            let all = records.map { JSONValue.object(RecordJSON.encodeFlat($0)) }
            guard let first = all.first else { return nil }
            let document: JSONObject = [
                "ok": .bool(true), "schema": .string(StatusSchema.connection.id),
                "user": .string(user), "provider": .string(provider),
                "connection": first, "connections": .array(all),
            ]
            return (provider, .object(document))
        }
    }

    private var grouped: [(String, [ConnectionRecord])] {
        Dictionary(grouping: records, by: \.key.provider).sorted { $0.key < $1.key }
    }

    /// The name a person knows the account by.
    private func account(_ record: ConnectionRecord) -> JSONValue {
        for name in ["username", "name", "id"] {
            if let value = record.profile[name], value.string != nil { return value }
        }
        return .null
    }
}
