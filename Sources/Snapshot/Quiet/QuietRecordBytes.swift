import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// A quiet user's records as bytes: what the pages of all users tell of them, without profiles.
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
        }
        return writer.bytes
    }

    /// `nil` where the bytes are no such records.
    static func decode(_ bytes: [UInt8], user: UserID) -> [ConnectionRecord]? {
        var reader = ByteReader(bytes)
        var records: [ConnectionRecord] = []
        while !reader.isAtEnd {
            guard let record = record(&reader, user) else { return nil }
            records.append(record)
        }
        return records
    }

    private static func record(_ reader: inout ByteReader, _ user: UserID) -> ConnectionRecord? {
        guard let provider = reader.text(), let label = reader.text(),
            let state = reader.text().flatMap(ConnectionState.init),
            let reason = reader.optionalText(), let since = reader.date(),
            let generation = reader.number(), let evidenceAt = reader.optionalDate(),
            let connectedAt = reader.optionalDate(), let lastSync = reader.optionalDate(),
            let expiresAt = reader.optionalDate(), let needsRefresh = reader.flag(),
            let reconnectBy = reader.optionalDate(), let finalEnd = reader.optionalDate(),
            let username = reader.optionalText()
        else { return nil }
        var profile = JSONObject()
        if let username { profile["username"] = try? JSONValue(parsing: Array(username.utf8)) }
        return ConnectionRecord(
            key: ConnectionKey(user: user, provider: provider, label: label),
            state: state,
            reason: reason.flatMap(FailureReason.init),
            since: since,
            generation: Int(generation),
            evidenceAt: evidenceAt,
            connectedAt: connectedAt,
            lastSync: lastSync,
            expiresAt: expiresAt,
            needsRefresh: needsRefresh,
            reconnectBy: reconnectBy,
            finalEnd: finalEnd,
            profile: profile
        )
    }
}
