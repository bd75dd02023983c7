import FoundationEssentials
import Vault

/// What the users of one run share.
///
/// An object, so that a user's part of the run costs one count however often it changes hands.
final class RunShare: Sendable {
    let surroundings: Surroundings
    let gate = ProviderGate()
    let spending = SpendingStop()
    let codes = CodeClaims()
    let refusals: RefusalWatch
    let window: SpendingWindow
    let journal: IntentJournal
    /// What an earlier run left in the journal.
    let leftOver: LeftOverIntents
    /// Whom that speaks of.
    let inDoubt: Set<UserID>
    let control: RunControl
    let limits: LimitBook
    let clock: ClockWatch

    init(
        surroundings: Surroundings,
        refusals: RefusalWatch,
        window: SpendingWindow,
        journal: IntentJournal,
        leftOver: LeftOverIntents,
        control: RunControl,
        limits: LimitBook,
        clock: ClockWatch
    ) {
        self.surroundings = surroundings
        self.refusals = refusals
        self.window = window
        self.journal = journal
        self.leftOver = leftOver
        inDoubt = Set(leftOver.intents.map(\.user))
        self.control = control
        self.limits = limits
        self.clock = clock
    }
}
