package import FoundationEssentials
package import Pipeline

/// A date before which somebody has to act on one connection.
package struct Deadline: Hashable, Sendable {
    /// What ends at the date.
    package enum Cause: Hashable, Sendable {
        /// The consent, or a token that nothing renews: only the person moves this end.
        case consent
        /// A token that Latchkey would renew, and cannot.
        case renewal
        /// Nothing any more: it has ended, and only the person can help.
        case ended
    }

    package let key: ConnectionKey
    package let date: Date
    package let cause: Cause
    /// When the date became known: stays as long as the deadline does.
    package let setAt: Date
    /// What keeps the renewal back, or what ended the connection.
    package let reason: FailureReason?

    package init(
        key: ConnectionKey,
        date: Date,
        cause: Cause,
        setAt: Date,
        reason: FailureReason?
    ) {
        self.key = key
        self.date = date
        self.cause = cause
        self.setAt = setAt
        self.reason = reason
    }

    package func warning(at now: Date) -> DeadlineWarning? {
        DeadlineWarning(deadline: date, now: now)
    }

    /// Whole days that are left, rounded down; negative once it has passed.
    package func daysLeft(at now: Date) -> Int {
        // A date a provider made up may be millennia away.
        Int(max(-1e6, min(1e6, (date.timeIntervalSince(now) / 86_400).rounded(.down))))
    }

    /// Whether the next step is the connected person's rather than the operator's.
    package var isForPerson: Bool {
        switch cause {
        case .consent: true
        case .renewal, .ended: reason.map(Advice.isForPerson) ?? (cause == .ended)
        }
    }

    /// One sentence, lower case, no final stop, without a date: what happens.
    package var message: String {
        switch cause {
        case .consent: "the connection ends, and no refresh extends it"
        case .renewal:
            "the token ends, and its renewal fails"
                + (reason.map { ": \(Advice.meaning($0))" } ?? "")
        case .ended: reason.map(Advice.meaning) ?? "the connection has ended"
        }
    }

    /// One sentence, lower case, no final stop: what to do.
    package var nextStep: String {
        let again = "ask the person to connect again"
        return switch cause {
        case .consent: "\(again) before then"
        case .renewal: reason.flatMap(Advice.nextStep) ?? "\(again) if no run succeeds before then"
        case .ended: reason.flatMap(Advice.nextStep) ?? again
        }
    }
}
