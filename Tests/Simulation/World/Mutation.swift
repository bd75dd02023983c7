/// A defect put in on purpose, to see that the simulation finds it.
package enum Mutation: String, Sendable, CaseIterable {
    case none
    /// The disk says that a connection file is written, and now and then it is not.
    case dropsSaves
    /// One word of a provider condemns: no second look.
    case noSecondLook
    /// What an earlier run wrote down before it spent is not read.
    case forgetsIntents
    /// A provider's answers are published whole.
    case publishesSecrets
}
