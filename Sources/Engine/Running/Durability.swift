package import Vault

/// Makes what is on disk outlive the machine: a push, where the disk is a CI runner's.
///
/// A round of spending calls it twice, however many connections it works on, and a run that spends
/// nothing calls it not at all. There are two rounds at most: what is due, and what a provider's
/// refusal in the data phase brings up.
package protocol Durability: Sendable {
    /// Whether another machine may go on from what was secured last, without what this disk has
    /// learned since.
    var leavesMachine: Bool { get }

    /// The round's intents are on disk, and nothing of it has been spent yet.
    ///
    /// Throws where they could not be secured: then nothing is spent.
    func secureIntents() async throws(DurabilityFailure)

    /// Every new token is on disk, and no data has been read with it yet.
    ///
    /// Throws where they could not be secured: the run goes on, and ends saying so.
    func secureTokens() async throws(DurabilityFailure)

    /// Why nothing of this connection may be spent here and now; `nil` where it may.
    ///
    /// A copy that another machine has overtaken must not spend, nor one whose lock has run out.
    func refusal(_ user: UserID, _ connection: Connection, step: String) async -> Failure?
}

extension Durability {
    package func refusal(_ user: UserID, _ connection: Connection, step: String) async -> Failure? {
        nil
    }
}

extension Durability {
    package var leavesMachine: Bool { true }
}
