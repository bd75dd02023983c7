package import Vault

/// Users whom a run need not look at: nothing of theirs was touched, and nothing can have changed.
package struct QuietUsers: Sendable {
    package var users: Set<UserID> = []
    /// Their connections' records, as far as a report and the pages of all need them: without
    /// profiles, but for the name an account is known by.
    package var records: [ConnectionRecord] = []
    /// How many of their connections are not among the records: those that are well.
    package var unlisted = 0
    /// Whether that is everybody, and the pages of all are as they were left.
    package var isEverybody = false

    package init() {}
}
