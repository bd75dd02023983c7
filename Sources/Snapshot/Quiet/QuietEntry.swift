import Engine
import Vault

/// One user's page in the quiet book: what must still hold for a run to pass the user over.
struct QuietEntry: Hashable, Sendable {
    /// One of the user's status files.
    struct Page: Hashable, Sendable {
        /// `nil` for the page of all providers.
        var provider: String?
        var mark: FileMark

        func path(of user: UserID) -> String {
            provider.map { StatusPath.connection($0, user.text) } ?? StatusPath.user(user.text)
        }
    }

    let user: UserID
    var span: QuietSpan
    /// Of the ciphertext.
    var file: FileMark
    var pages: [Page]
    /// How many connections the user has.
    var connections: Int
    /// Whether somebody has to do something about one of them.
    var isPressing: Bool
    /// The records, encoded by `QuietRecordBytes`: most runs have no use for them.
    var records: [UInt8]
}
