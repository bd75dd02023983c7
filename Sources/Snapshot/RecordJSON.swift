import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// A connection's record as JSON, there and back.
enum RecordJSON {
    /// The record with its profile in a member of its own.
    static func encode(_ record: ConnectionRecord) -> JSONObject {
        var object = standing(record)
        object["profile"] = .object(record.profile)
        if !record.collections.members.isEmpty {
            object["collections"] = .object(record.collections)
        }
        return object
    }

    /// The record with its profile's fields beside its standing, as `connection` shows them.
    static func encodeFlat(_ record: ConnectionRecord) -> JSONObject {
        var object = record.profile
        for member in record.collections.members { object[member.name] = member.value }
        // The standing's own names win over a pipeline's fields.
        for member in standing(record).members { object[member.name] = member.value }
        return object
    }

    /// All but the profile.
    private static func standing(_ record: ConnectionRecord) -> JSONObject {
        var object: JSONObject = [
            "provider": .string(record.key.provider), "label": .string(record.key.label),
            "status": .string(record.state.rawValue), "since": time(record.since),
            "generation": .number(JSONNumber(record.generation)),
            "needsRefresh": .bool(record.needsRefresh),
            "expiresAt": record.expiresAt.map(time) ?? .null,
            "connectedAt": record.connectedAt.map(time) ?? .null,
            "lastSync": record.lastSync.map(time) ?? .null,
        ]
        if let reason = record.reason {
            object["reason"] = .string(reason.rawValue)
            object["message"] = record.message.map { .string($0) }
            object["nextStep"] = record.nextStep.map { .string($0) }
        }
        if record.newestGeneration > record.generation {
            object["newestGeneration"] = .number(JSONNumber(record.newestGeneration))
        }
        object["reconnectBy"] = record.reconnectBy.map(time)
        object["finalEnd"] = record.finalEnd.map(time)
        object["retryAt"] = record.retryAt.map(time)
        object["evidenceAt"] = record.evidenceAt.map(time)
        object["renewalRefusedAt"] = record.renewalRefusedAt.map(time)
        if let stale = record.stale {
            object["stale"] = .object([
                "reason": .string(stale.reason.rawValue), "since": time(stale.since),
            ])
        }
        if !record.doubted.isEmpty {
            let doubted = record.doubted.sorted { $0.key < $1.key }
            object["doubted"] = .object(JSONObject(doubted.map { ($0.key, time($0.value)) }))
        }
        if !record.missingScopes.isEmpty {
            object["missingScopes"] = .array(record.missingScopes.map { .string($0) })
        }
        return object
    }

    static func time(_ date: Date) -> JSONValue { .string(Timestamp.text(date)) }

    /// `nil` where the object is no record: a run then begins anew with that connection.
    static func decode(_ value: JSONValue, user: UserID) -> ConnectionRecord? {
        guard let provider = value["provider"]?.string, let label = value["label"]?.string,
            let state = value["status"]?.string.flatMap(ConnectionState.init),
            let since = date(value["since"])
        else { return nil }
        let stale = value["stale"].flatMap { stale -> ConnectionRecord.Staleness? in
            guard let reason = stale["reason"]?.string.flatMap(FailureReason.init),
                let since = date(stale["since"])
            else { return nil }
            return .init(reason: reason, since: since)
        }
        var doubted: [String: Date] = [:]
        for member in value["doubted"]?.object?.members ?? [] {
            doubted[member.name] = date(member.value)
        }
        return ConnectionRecord(
            key: ConnectionKey(user: user, provider: provider, label: label),
            state: state,
            reason: value["reason"]?.string.flatMap(FailureReason.init),
            since: since,
            generation: value["generation"]?.integer ?? 0,
            newestGeneration: value["newestGeneration"]?.integer,
            evidenceAt: date(value["evidenceAt"]),
            renewalRefusedAt: date(value["renewalRefusedAt"]),
            connectedAt: date(value["connectedAt"]),
            lastSync: date(value["lastSync"]),
            expiresAt: date(value["expiresAt"]),
            needsRefresh: value["needsRefresh"]?.bool ?? false,
            reconnectBy: date(value["reconnectBy"]),
            finalEnd: date(value["finalEnd"]),
            missingScopes: value["missingScopes"]?.array?.compactMap(\.string) ?? [],
            stale: stale,
            doubted: doubted,
            retryAt: date(value["retryAt"]),
            profile: value["profile"]?.object ?? [:],
            collections: value["collections"]?.object ?? [:]
        )
    }

    static func date(_ value: JSONValue?) -> Date? { value?.string.flatMap(Timestamp.parse) }
}
