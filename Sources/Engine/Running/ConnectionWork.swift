import Documents
import FoundationEssentials
import Pipeline
import Vault

/// One connection on its way through a run.
struct ConnectionWork: Sendable {
    var plan: ConnectionPlan
    let pipeline: PipelineDefinition?
    /// What the previous run knew.
    let before: ConnectionRecord?
    var connection: Connection
    /// The grant with the newest access token, which need not be in the vault.
    var live: Grant?
    /// What went wrong with its token, or with its data.
    @Rare var failure: Failure?
    var notes: [Failure] = []
    /// Why something that is due is left for a later run.
    @Rare var deferral: Deferral?
    /// Whose limits its calls count for; `nil` without a pipeline.
    var party: LimitParty?
    var didExchange = false
    var didRefresh = false
    /// True where the provider refused to renew what is well, and is asked again a minimum age later.
    var wasRefusedEarly = false
    /// True from the moment a refresh token may have gone out: a run tries once.
    var didTryRefresh = false
    /// An earlier run's intent to send the code that waits, if it may have done so.
    @Rare var codeInDoubt: Intent?
    /// What the provider said of the access token, where a second round is to renew it.
    @Rare var renewal: Failure?
    /// What was read; `nil` where nothing was due or the reading failed.
    var reading: DataSync.Reading?
    var collections: [String: [JSONValue]] = [:]

    init(
        plan: ConnectionPlan,
        pipeline: PipelineDefinition?,
        before: ConnectionRecord?,
        connection: Connection
    ) {
        self.plan = plan
        self.pipeline = pipeline
        self.before = before
        self.connection = connection
        live = connection.grant
        let isExchanging = plan.actions.contains(.exchangeCode)
        if let older = plan.olderFile, !isExchanging, older.holdsGrant || connection.grant == nil {
            failure = older.failure(step: older.holdsGrant ? "refresh" : "exchange")
        }
    }

    var tokenAction: Action? { plan.tokenAction }

    var hasData: Bool { plan.actions.contains(where: \.isData) }

    /// What its token action may use of a budget.
    var tokenPriority: CallPriority {
        switch plan.tokenAction {
        case .exchangeCode, .refresh(.overdue), .refresh(.inDoubt), .refresh(.shortSlack): .urgent
        case .refresh(.accessNeeded): .data
        case .refresh, .readProfile, .readSteps, .readCollection, nil: .renewal
        }
    }

    /// Whether a limit has left unread what may have been due.
    var isUnread: Bool {
        if deferral != nil { return true }
        if case .waiting = plan.rest { return true }
        return false
    }

    /// Since when its data has waited to be read; for ever where it was never read.
    var waitingSince: Date {
        guard let lastSync = before?.lastSync else { return .distantPast }
        return before?.stale?.since ?? plan.dataDue ?? lastSync
    }
}
