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

    /// By state and by the nearest threshold, then by the date that matters, then by name.
    fileprivate func rank(at now: Date) -> (Int, Date, ConnectionKey) {
        let deadline = deadline
        let warning = deadline?.warning(at: now)?.urgency ?? .max
        return (
            min(state.urgency, warning),
            deadline?.date ?? reconnectBy ?? expiresAt ?? .distantFuture,
            key
        )
    }
}

extension [ConnectionRecord] {
    /// What presses before what does not.
    package func mostUrgentFirst(at now: Date) -> [ConnectionRecord] {
        // Worked out once each: a comparison would do it twice.
        let ranks = map { $0.rank(at: now) }
        return indices.sorted { ranks[$0] < ranks[$1] }.map { self[$0] }
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
