/// What became of one user's file out of a rescue message.
package struct RescuedFile: Sendable {
    package enum Outcome: Sendable {
        /// There was none here; now there is.
        case restored
        /// What is newer in the message went into the file that is here.
        case merged
        /// What is here is as new, or newer: nothing was changed.
        case known
        case failed(VaultError)
    }

    package let user: UserID
    package let outcome: Outcome
    package let notes: [MergeNote]
}
