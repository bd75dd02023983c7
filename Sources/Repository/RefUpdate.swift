/// One ref that a push changes.
struct RefUpdate: Hashable, Sendable {
    /// What the remote's ref must be for the push to be taken.
    enum Expected: Hashable, Sendable {
        /// Anything the new commit descends from.
        case ancestor
        /// Exactly this; `nil` for no such ref.
        case exactly(String?)
    }

    var ref: String
    /// `nil` removes it.
    var commit: String?
    var expected = Expected.ancestor
}
