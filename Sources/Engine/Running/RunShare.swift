import FoundationEssentials
import Vault

/// What the users of one run share.
struct RunShare: Sendable {
    let gate = ProviderGate()
    let spending = SpendingStop()
    let codes = CodeClaims()
    let refusals: RefusalWatch
    let window: SpendingWindow
    let journal: IntentJournal
    /// What an earlier run left in the journal.
    let leftOver: LeftOverIntents
    let control: RunControl
    let limits: LimitBook
    let clock: ClockWatch
}
