package import Documents
package import FoundationEssentials
package import Pipeline
package import Vault

/// What a run did, in a fixed order, without a secret in it.
package struct RunReport: Sendable {
    /// One connection's part.
    package struct Entry: Sendable {
        package var record: ConnectionRecord
        package var before: ConnectionRecord?
        package var plan: ConnectionPlan?
        @Rare package var failure: Failure?
        package var notes: [Failure]
        package var didExchange: Bool
        package var didRefresh: Bool
        package var didRead: Bool
        /// Why something that is due is left for a later run.
        @Rare package var deferral: Deferral?

        package init(
            record: ConnectionRecord,
            before: ConnectionRecord?,
            plan: ConnectionPlan?,
            failure: Failure?,
            notes: [Failure],
            didExchange: Bool,
            didRefresh: Bool,
            didRead: Bool,
            deferral: Deferral? = nil
        ) {
            self.record = record
            self.before = before
            self.plan = plan
            self.failure = failure
            self.notes = notes
            self.didExchange = didExchange
            self.didRefresh = didRefresh
            self.didRead = didRead
            self.deferral = deferral
        }

        /// The part of a connection that the run passed over.
        init(passingOver record: ConnectionRecord) {
            self.init(
                record: record,
                before: record,
                plan: nil,
                failure: nil,
                notes: [],
                didExchange: false,
                didRefresh: false,
                didRead: false
            )
        }
    }

    /// A user whose file could not be opened.
    package struct ClosedFile: Error, Hashable, Sendable {
        package var user: String
        package var state: ConnectionState
        package var reason: FailureReason
        package var since: Date
        /// One sentence, lower case, no final stop.
        package var detail: String

        package init(
            user: String,
            state: ConnectionState,
            reason: FailureReason,
            since: Date,
            detail: String
        ) {
            self.user = user
            self.state = state
            self.reason = reason
            self.since = since
            self.detail = detail
        }
    }

    package var startedAt: Date
    package var endedAt: Date
    /// Sorted by user, provider, label.
    package var entries: [Entry]
    package var closedFiles: [ClosedFile]
    /// Users in the vault, whether their files could be opened or not; sorted.
    package var users: [String]
    /// Complaints about pipeline files and the environment, each at its place.
    package var diagnostics: [Diagnostic]
    /// What concerns the whole run: recipients that expire, a full disk.
    package var warnings: [String]
    /// What somebody has to do by when, the most pressing first, whether or not the run touched it.
    package var deadlines: [Deadline] = []
    /// Why the new tokens may not outlive this machine; `nil` where they do, or there are none.
    package var unsecured: String?
    package var stopped: RunControl.Stop?
    /// True where `--only` left connections out: the run speaks for a part of the vault.
    package var isPartial: Bool
    /// How far the providers' clocks are ahead of this machine's; `nil` within the tolerance, or
    /// where no answer told.
    package var clockSkew: ClockSkew?
    /// Whether any answer told the time.
    package var didMeasureClock = false
    /// What an earlier run left open and this one has not found out; `nil` where the journal could
    /// not even be read or kept.
    package var openIntents: LeftOverIntents?
    /// Calls made.
    package var calls = 0
    /// Steps that were looked at and had not changed: answered by a 304.
    package var unchanged = 0
    /// What the next run is to know of limits.
    package var limits = LimitRecord()
    /// Whether calls to come were written down while the run went on.
    package var hasKeptLimits = false
    /// Providers whose data this run had no room for, and through when it was read all the same.
    package var behind: [String: Date] = [:]
    /// Whom the run did not look at; those of their records that it was given are entries too.
    package var passedOver = QuietUsers()
    /// Whom the next run need not look at, of those that this one did.
    package var quiet: [QuietUser] = []

    /// Connections that the run speaks for, listed or not.
    package var connectionCount: Int { entries.count + passedOver.unlisted }
}
