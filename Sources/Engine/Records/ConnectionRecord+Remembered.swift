import Documents
import FoundationEssentials

extension ConnectionRecord {
    /// The record as the next run reads it back: times in whole seconds, without what no page shows.
    package var remembered: ConnectionRecord {
        func second(_ date: Date) -> Date { Timestamp.wholeSecond(date) }
        func seconds(_ date: Date?) -> Date? { date.map(second) }
        var record = self
        // Mostly a record is as it was read, and stays shared.
        func set<Value: Equatable>(_ old: Value, _ new: Value, _ change: (Value) -> Void) {
            if old != new { change(new) }
        }
        set(accountID, nil) { record.accountID = $0 }
        set(since, second(since)) { record.since = $0 }
        set(evidenceAt, seconds(evidenceAt)) { record.evidenceAt = $0 }
        set(connectedAt, seconds(connectedAt)) { record.connectedAt = $0 }
        set(lastSync, seconds(lastSync)) { record.lastSync = $0 }
        set(expiresAt, seconds(expiresAt)) { record.expiresAt = $0 }
        set(reconnectBy, seconds(reconnectBy)) { record.reconnectBy = $0 }
        set(finalEnd, seconds(finalEnd)) { record.finalEnd = $0 }
        set(retryAt, seconds(retryAt)) { record.retryAt = $0 }
        if let stale {
            record.stale = Staleness(reason: stale.reason, since: second(stale.since))
        }
        if !doubted.isEmpty { record.doubted = doubted.mapValues(second) }
        return record
    }
}
