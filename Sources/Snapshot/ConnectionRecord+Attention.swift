package import Engine
package import FoundationEssentials

extension ConnectionRecord {
    /// Whether somebody has to do something, now or within 30 days.
    package func needsAttention(at now: Date) -> Bool {
        if deadline?.warning(at: now) != nil { return true }
        return switch state {
        case .needsReconnect, .locked, .broken, .inDoubt: true
        case .degraded: !isUnconfirmed && reason.map { !Advice.isPassing($0) } ?? false
        case .expiring, .connected, .pending, .disconnected: false
        }
    }

    /// Sorts what presses before what does not: by state and by the nearest threshold, then by the
    /// date that matters, then by name.
    package static func isMoreUrgent(_ left: Self, _ right: Self, at now: Date) -> Bool {
        func rank(_ record: Self) -> (Int, Date, ConnectionKey) {
            let deadline = record.deadline
            let warning = deadline?.warning(at: now)?.urgency ?? .max
            return (
                min(record.state.urgency, warning),
                deadline?.date ?? record.reconnectBy ?? record.expiresAt ?? .distantFuture,
                record.key
            )
        }
        return rank(left) < rank(right)
    }
}

extension ConnectionState {
    /// Sorts what needs a person before what does not: 0 is the most urgent.
    package var urgency: Int {
        switch self {
        case .needsReconnect: 0
        case .broken, .locked: 1
        case .inDoubt: 2
        case .degraded: 3
        case .expiring: 4
        case .pending: 5
        case .connected: 6
        case .disconnected: 7
        }
    }
}

extension DeadlineWarning {
    /// On the scale of the states' urgency.
    fileprivate var urgency: Int {
        switch self {
        case .overdue: 0
        case .day: 1
        case .week: 2
        case .fortnight: 3
        case .month: 4
        }
    }
}
