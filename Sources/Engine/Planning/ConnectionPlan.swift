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
    package private(set) var actions: [Action]
    /// Why there are no actions; `nil` when there are some.
    package let rest: Rest?
    /// HTTP calls, without retries and without pages after the first.
    package private(set) var calls: Int
    /// Those of them that read, or fetch a token only to read.
    package private(set) var dataCalls: Int
    /// When the next token action comes due; `nil` when none is foreseen.
    package let nextTokenAction: Date?
    /// The end of what a renewal renews; `nil` where there is none, or no renewal.
    package let slidingEnd: Date?
    /// What keeps one-time tokens and codes in the file; `nil` where nothing does.
    package var olderFile: OlderFile?
    /// Since when data is due by its slot, whether or not this run reads it; `nil` where none is, or
    /// where it is due whatever its slot.
    package var dataDue: Date?
    /// Why something that is due is not done by this run.
    @Rare package private(set) var deferral: Deferral?

    package init(
        key: ConnectionKey,
        actions: [Action],
        rest: Rest?,
        calls: Int,
        nextTokenAction: Date?,
        slidingEnd: Date? = nil,
        dataDue: Date? = nil,
        dataCalls: Int = 0
    ) {
        self.key = key
        self.actions = actions
        self.rest = rest
        self.calls = calls
        self.nextTokenAction = nextTokenAction
        self.slidingEnd = slidingEnd
        self.dataDue = dataDue
        self.dataCalls = dataCalls
    }

    package var tokenAction: Action? { actions.first { !$0.isData } }

    /// Whether its token is asked for only to read.
    var isTokenForData: Bool { tokenAction == .refresh(.accessNeeded) }

    /// Leaves the token action, or the reading, for a later run; a token that is asked for only to
    /// read goes with the reading.
    mutating func putOff(isData: Bool, _ deferral: Deferral) {
        self.deferral = deferral
        let goesWithData = isTokenForData
        actions.removeAll { $0.isData || goesWithData ? isData : !isData }
        calls -= isData ? dataCalls : calls - dataCalls
        if isData { dataCalls = 0 }
    }

    /// A plan that leaves the connection alone because it was not asked for.
    package static func notSelected(_ key: ConnectionKey) -> Self {
        Self(key: key, actions: [], rest: .notSelected, calls: 0, nextTokenAction: nil)
    }
}
