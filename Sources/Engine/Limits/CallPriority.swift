/// What a call is for, which decides how much of a budget it may use up.
///
/// So tokens find room where data has taken all it may, and what can't wait where routine has.
package enum CallPriority: Sendable, CaseIterable, Comparable {
    /// Reading, and a token that is asked for only to read.
    case data
    /// A renewal that could wait for a later run.
    case renewal
    /// A code, or a grant that may end before the next run.
    case urgent

    /// The part of a budget after which calls of this kind stop; the rest is a margin for the calls
    /// of other programs and for what the provider counts otherwise.
    package var share: Double {
        switch self {
        case .data: 0.9
        case .renewal: 0.95
        case .urgent: 1
        }
    }
}
