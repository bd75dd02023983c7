/// What this clone's commits and the remote's come to.
struct Reconciliation: Sendable {
    /// What is to be on the remote; `nil` where neither side has a commit.
    var commit: String?
    /// Why the local branch can't go there, though the remote can; `nil` where it can.
    var clash: String?
    /// Paths of which both sides had changes that could not be put together, with why.
    ///
    /// The remote's are kept; of a connection file ours too, as `USER.gpg.conflict`.
    var unresolved: [String: String] = [:]
}
