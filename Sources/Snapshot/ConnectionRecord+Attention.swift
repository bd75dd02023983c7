package import Engine

extension ConnectionRecord {
    /// Whether somebody has to do something, sooner or later.
    package var needsAttention: Bool {
        switch state {
        case .needsReconnect, .locked, .broken, .inDoubt: true
        case .degraded: !isUnconfirmed && nextStep != nil
        case .expiring: true
        case .connected, .pending, .disconnected: false
        }
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
