import Documents
import FoundationEssentials

extension ConnectionRecord {
    /// The record as the next run reads it back: times in whole seconds, without what no page shows.
    package var remembered: ConnectionRecord {
        func second(_ date: Date) -> Date { Timestamp.wholeSecond(date) }
        var record = self
        record.accountID = nil
        record.since = second(since)
        record.evidenceAt = evidenceAt.map(second)
        record.connectedAt = connectedAt.map(second)
        record.lastSync = lastSync.map(second)
        record.expiresAt = expiresAt.map(second)
        record.reconnectBy = reconnectBy.map(second)
        record.finalEnd = finalEnd.map(second)
        record.retryAt = retryAt.map(second)
        if let stale { record.stale = Staleness(reason: stale.reason, since: second(stale.since)) }
        record.doubted = doubted.mapValues(second)
        return record
    }
}
