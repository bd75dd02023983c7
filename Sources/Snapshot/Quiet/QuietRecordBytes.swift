import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// A quiet user's records as bytes: all that the user's own page tells of them.
enum QuietRecordBytes {
    static func encode(_ records: [ConnectionRecord]) -> [UInt8] {
        var writer = ByteWriter()
        for record in records {
            writer.add(record.key.provider)
            writer.add(record.key.label)
            writer.add(record.state.rawValue)
            writer.add(record.reason?.rawValue)
            writer.add(record.since)
            writer.add(Int64(record.generation))
            writer.add(record.evidenceAt)
            writer.add(record.connectedAt)
            writer.add(record.lastSync)
            writer.add(record.expiresAt)
            writer.add(record.needsRefresh)
            writer.add(record.reconnectBy)
            writer.add(record.finalEnd)
            let username = record.profile["username"]?.compactText()
            writer.add(username.map { String(decoding: $0, as: UTF8.self) })
            writer.add(Int64(record.newestGeneration))
            writer.add(record.renewalRefusedAt)
            writer.add(record.retryAt)
            writer.add(Int64(record.missingScopes.count))
            for scope in record.missingScopes { writer.add(scope) }
            writer.add(JSONValue.object(record.profile).compactText())
            writer.add(JSONValue.object(record.collections).compactText())
        }
        return writer.bytes
    }

    /// The records; `nil` where the bytes are none.
    ///
    /// Where they are not to be whole, profiles are left out, but for the name an account is known by,
    /// and collections: the pages of all users have no use for them.
    static func decode(_ bytes: [UInt8], user: UserID, whole: Bool) -> [ConnectionRecord]? {
        var reader = ByteReader(bytes)
        var records: [ConnectionRecord] = []
        while !reader.isAtEnd {
            guard let record = record(&reader, user, whole) else { return nil }
            records.append(record)
        }
        return records
    }

    private static func record(
        _ reader: inout ByteReader,
        _ user: UserID,
        _ whole: Bool
    ) -> ConnectionRecord? {
        guard let provider = reader.text(), let label = reader.text(),
            let state = reader.text().flatMap(ConnectionState.init),
            let reason = reader.optionalText(), let since = reader.date(),
            let generation = reader.number(), let evidenceAt = reader.optionalDate(),
            let connectedAt = reader.optionalDate(), let lastSync = reader.optionalDate(),
            let expiresAt = reader.optionalDate(), let needsRefresh = reader.flag(),
            let reconnectBy = reader.optionalDate(), let finalEnd = reader.optionalDate(),
            let username = reader.optionalText(), let newestGeneration = reader.number(),
            let renewalRefusedAt = reader.optionalDate(), let retryAt = reader.optionalDate(),
            let scopes = scopes(&reader), let profileText = reader.range(),
            let collectionsText = reader.range()
        else { return nil }
        var (profile, collections) = (JSONObject(), JSONObject())
        if whole {
            guard let first = reader.object(profileText),
                let second = reader.object(collectionsText)
            else { return nil }
            (profile, collections) = (first, second)
        } else if let username {
            profile["username"] = try? JSONValue(parsing: Array(username.utf8))
        }
        return ConnectionRecord(
            key: ConnectionKey(user: user, provider: provider, label: label),
            state: state,
            reason: reason.flatMap(FailureReason.init),
            since: since,
            generation: Int(generation),
            newestGeneration: Int(newestGeneration),
            evidenceAt: evidenceAt,
            renewalRefusedAt: renewalRefusedAt,
            connectedAt: connectedAt,
            lastSync: lastSync,
            expiresAt: expiresAt,
            needsRefresh: needsRefresh,
            reconnectBy: reconnectBy,
            finalEnd: finalEnd,
            missingScopes: scopes,
            retryAt: retryAt,
            profile: profile,
            collections: collections
        )
    }

    private static func scopes(_ reader: inout ByteReader) -> [String]? {
        guard let count = reader.number() else { return nil }
        var scopes: [String] = []
        for _ in 0..<max(0, count) {
            guard let scope = reader.text() else { return nil }
            scopes.append(scope)
        }
        return scopes
    }
}

extension ByteReader {
    fileprivate func object(_ range: Range<Int>) -> JSONObject? {
        (try? JSONValue(parsing: data(range)))?.object
    }
}
