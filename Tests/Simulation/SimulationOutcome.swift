/// What one seed came to.
package struct SimulationOutcome: Sendable {
    package let seed: UInt64
    package let tally: Tally
    /// The broken rules; none where all is well.
    package let violations: [String]
    package let trace: Trace
}
