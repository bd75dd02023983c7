import FoundationEssentials
import Pipeline

/// One thing a run does, or would do, for a connection.
package enum Action: Hashable, Sendable {
    /// Why a refresh is due.
    package enum RefreshCause: String, Hashable, Sendable {
        /// The end is within the pipeline's window.
        case window
        /// Data is due and no access token is at hand.
        case accessNeeded = "access_needed"
        /// The clock says it is over; only the provider's word counts.
        case overdue
        /// Fewer than three of the schedule's longest gaps remain before the end.
        case shortSlack = "short_slack"
        /// An earlier refresh got no clear answer.
        case inDoubt = "in_doubt"
        /// The provider said the grant is gone; this look confirms or clears it.
        case secondLook = "second_look"
    }

    case exchangeCode
    case refresh(RefreshCause)
    /// All steps of the profile.
    case readProfile
    /// Those named, where others are not due.
    case readSteps([String])
    case readCollection(String)

    /// The steps of a profile that it names; `nil` where it names none.
    var steps: [String]? {
        if case .readSteps(let steps) = self { steps } else { nil }
    }

    /// Whether it reads, rather than wins a token.
    package var isData: Bool {
        switch self {
        case .exchangeCode, .refresh: false
        case .readProfile, .readSteps, .readCollection: true
        }
    }
}
