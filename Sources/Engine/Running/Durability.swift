/// Makes what is on disk outlive the machine: a push, where the disk is a CI runner's.
///
/// A run calls it twice at most, however many connections it works on, and not at all where it
/// spends nothing.
package protocol Durability: Sendable {
    /// The run's intents are on disk, and nothing has been spent yet.
    ///
    /// Throws where they could not be secured: then nothing is spent.
    func secureIntents() async throws(DurabilityFailure)

    /// Every new token is on disk, and no data has been read yet.
    ///
    /// Throws where they could not be secured: the run goes on, and ends saying so.
    func secureTokens() async throws(DurabilityFailure)
}
