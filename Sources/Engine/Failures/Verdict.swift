package import FoundationEssentials
import Pipeline

/// Turns evidence into a state: a grant is condemned only by the provider's word about its newest
/// bytes, heard twice, at least an hour apart (design: invariant 4).
package enum Verdict {
    /// Seconds between the first word and the look that confirms it.
    package static let secondLookAfter: Double = 3600

    /// The state after the provider said that the grant is gone.
    ///
    /// - Parameters:
    ///   - evidence: When an earlier run first heard it of the same generation; `nil` if never.
    ///   - now: The moment of this answer.
    /// - Returns: `degraded` at first, `needsReconnect` once confirmed, with the first word's moment.
    package static func condemned(
        evidence: Date?,
        now: Date
    ) -> (state: ConnectionState, evidenceAt: Date) {
        // A moment still to come was written by a wrong clock.
        guard let evidence, evidence <= now, now.timeIntervalSince(evidence) >= secondLookAfter
        else {
            return (.degraded, min(evidence ?? now, now))
        }
        return (.needsReconnect, evidence)
    }
}
