package import FoundationEssentials

extension ConnectionRecord {
    /// The date before which somebody has to act; `nil` where Latchkey needs nobody.
    ///
    /// The end of a token that a run renews is nobody's deadline as long as renewing works: an
    /// Instagram token's 60 days frighten only once its renewal is due and has failed, or while the
    /// file that holds it can't be opened.
    package var deadline: Deadline? {
        switch state {
        case .disconnected, .pending: nil
        case .needsReconnect: deadline(since, .ended, setAt: since)
        case .locked, .broken: earlier(consentDeadline, renewalDeadline)
        case .degraded, .inDoubt:
            // Before the second look nobody is bothered.
            earlier(consentDeadline, needsRefresh && !isUnconfirmed ? renewalDeadline : nil)
        case .connected, .expiring: consentDeadline
        }
    }

    /// The end that a renewal moves; `nil` where no renewal helps, or where there is no end.
    package var slidingEnd: Date? {
        guard let expiresAt, state != .needsReconnect, state != .disconnected else { return nil }
        return expiresAt == finalEnd ? nil : expiresAt
    }

    private var consentDeadline: Deadline? {
        finalEnd.map { deadline($0, .consent, setAt: connectedAt ?? since) }
    }

    private var renewalDeadline: Deadline? {
        slidingEnd.map { deadline($0, .renewal, setAt: since) }
    }

    private func deadline(_ date: Date, _ cause: Deadline.Cause, setAt: Date) -> Deadline {
        Deadline(
            key: key,
            date: date,
            cause: cause,
            setAt: setAt,
            reason: cause == .consent ? nil : reason
        )
    }

    private func earlier(_ left: Deadline?, _ right: Deadline?) -> Deadline? {
        [left, right].compactMap(\.self).min { $0.date < $1.date }
    }
}
