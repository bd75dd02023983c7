import Pipeline

extension ConnectionRecord {
    /// What is the matter, for a person; `nil` when nothing is.
    package var message: String? { reason.map(Advice.meaning) }

    /// What to do, for a person; `nil` when nothing needs doing.
    ///
    /// While a first word of the provider waits for its confirmation nobody is asked for anything.
    package var nextStep: String? {
        if isUnconfirmed {
            return "nothing yet: a later run asks the provider again before anybody is bothered"
        }
        return reason.flatMap(Advice.nextStep)
    }

    /// Whether the provider has called the grant gone once, and no second look has confirmed it.
    package var isUnconfirmed: Bool {
        guard state == .degraded else { return false }
        return evidenceAt != nil || reason == .grantRefused || reason == .tokenExpired
            || reason == .revoked || reason == .passwordChanged || reason == .noRefresh
    }
}
