import Engine
import FoundationEssentials
import Pipeline

/// Work that is due and waits for the same thing.
struct WaitingWork {
    /// `nil` where the run's own limit keeps it back.
    let provider: String?
    let deferral: Deferral
    let connections: Int

    /// Gathers what a run, or its plan, leaves for later: one row for each limit, the largest first.
    static func gather(
        _ connections: [(key: ConnectionKey, plan: ConnectionPlan?, deferral: Deferral?)],
        _ limits: LimitRecord,
        _ now: Date
    ) -> [Self] {
        let held = limits.holds.filter { $0.until > now && $0.key.account == nil }
        var counts: [Deferral: Int] = [:]
        for connection in connections {
            if let deferral = connection.deferral ?? connection.plan?.deferral {
                counts[common(deferral), default: 0] += 1
            } else if case .waiting(let until) = connection.plan?.rest,
                let hold = held.first(where: {
                    $0.key.provider == connection.key.provider && $0.until == until
                })
            {
                counts[Deferral(.held, key: hold.key, until: hold.until), default: 0] += 1
            }
        }
        return counts.map { Self(provider: $0.key?.provider, deferral: $0, connections: $1) }
            .sorted { ($1.connections, $0.provider ?? "") < ($0.connections, $1.provider ?? "") }
    }

    /// The same row for all whose wait has one cause: of an account's own limits the provider stays,
    /// of moments the latest of an hour.
    private static func common(_ deferral: Deferral) -> Deferral {
        let key = deferral.key.map { LimitKey(provider: $0.provider, group: $0.group) }
        guard deferral.key?.account != nil || isBudget(deferral) else {
            return Deferral(deferral.cause, key: key, until: deferral.until)
        }
        return Deferral(deferral.cause, key: key, until: nil)
    }

    private static func isBudget(_ deferral: Deferral) -> Bool {
        if case .budget = deferral.cause { true } else { false }
    }

    /// What a run has left for later.
    static func gather(_ report: RunReport) -> [Self] {
        let connections = report.entries.map { ($0.record.key, $0.plan, $0.deferral) }
        return gather(connections, report.limits, report.endedAt)
    }
}
