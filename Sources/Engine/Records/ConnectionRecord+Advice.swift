import Pipeline

extension ConnectionRecord {
    /// What is the matter, for a person; `nil` when nothing is.
    package var message: String? {
        reason.map { reason in
            state == .inDoubt && reason != .answerLost && reason != .codeInDoubt
                ? "a token may have been used up, and \(Advice.meaning(reason))"
                : Advice.meaning(reason)
        }
    }

    /// What to do, for a person, or that nothing needs doing; `nil` where nothing is the matter.
    ///
    /// While a first word of the provider waits for its confirmation, and while a run can find out
    /// by itself, nobody is asked for anything.
    package var nextStep: String? {
        guard let reason else { return nil }
        if isUnconfirmed {
            return "nothing yet: a later run asks the provider again before anybody is bothered"
        }
        switch state {
        case .inDoubt where reason != .codeInDoubt && !Advice.isInTheWay(reason):
            return Advice.nextStep(.answerLost)
        case .needsReconnect where !Advice.isForPerson(reason):
            return Advice.nextStep(.grantRefused)
        default: return Advice.nextStep(reason)
        }
    }

    /// Whether the provider has called the grant gone once, and no second look has confirmed it.
    package var isUnconfirmed: Bool {
        guard state == .degraded else { return false }
        return evidenceAt != nil || reason == .grantRefused || reason == .tokenExpired
            || reason == .revoked || reason == .passwordChanged || reason == .noRefresh
    }
}
