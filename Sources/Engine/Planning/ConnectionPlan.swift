package import FoundationEssentials
import Pipeline

/// What a run would do for one connection, and why.
package struct ConnectionPlan: Hashable, Sendable {
    /// Why a connection is left alone.
    package enum Rest: Hashable, Sendable {
        case nothingDue
        /// The provider asked to be left alone until then.
        case waiting(until: Date)
        /// `--only` leaves it out.
        case notSelected
        case disconnected
        /// Condemned by the provider, confirmed by a second look.
        case needsReconnect
        /// The code was sent once and no answer is known: it is not sent again.
        case codeSpent
        /// The code waited longer than it can live.
        case codeExpired
        case noPipeline
        case noGrant
        /// All there is to do would spend what may be spent already.
        case olderFile
    }

    package let key: ConnectionKey
    package let actions: [Action]
    /// Why there are no actions; `nil` when there are some.
    package let rest: Rest?
    /// HTTP calls, without retries and without pages after the first.
    package let calls: Int
    /// When the next token action comes due; `nil` when none is foreseen.
    package let nextTokenAction: Date?
    /// The end of what a renewal renews; `nil` where there is none, or no renewal.
    package let slidingEnd: Date?
    /// What keeps one-time tokens and codes in the file; `nil` where nothing does.
    package var olderFile: OlderFile?

    package init(
        key: ConnectionKey,
        actions: [Action],
        rest: Rest?,
        calls: Int,
        nextTokenAction: Date?,
        slidingEnd: Date? = nil
    ) {
        self.key = key
        self.actions = actions
        self.rest = rest
        self.calls = calls
        self.nextTokenAction = nextTokenAction
        self.slidingEnd = slidingEnd
    }

    /// A plan that leaves the connection alone because it was not asked for.
    package static func notSelected(_ key: ConnectionKey) -> Self {
        Self(key: key, actions: [], rest: .notSelected, calls: 0, nextTokenAction: nil)
    }
}
