/// The moments of a run between which a crash makes a difference, in their order.
///
/// A test ends the process at one of them and looks at what the next run makes of it.
package enum RunPoint: String, Sendable, CaseIterable {
    /// What a message of the inbox says is on disk, and the message still there.
    case inboxKept = "inbox-kept"
    /// Everything is decided, nothing is written.
    case planned
    /// The intents are on disk.
    case intentsOnDisk = "intents-on-disk"
    /// The intents would outlive the machine.
    case intentsSecured = "intents-secured"
    /// A code is marked as sent, on disk, and has not been sent.
    case codeMarked = "code-marked"
    /// A token answer is in memory only.
    case answered
    /// A new token is on disk.
    case saved
    /// Every new token would outlive the machine.
    case tokensSecured = "tokens-secured"
    /// All data is read, no status file is written.
    case dataRead = "data-read"
    /// The status files are written, the intents are not settled.
    case statusWritten = "status-written"
    /// The intents are settled.
    case settled

    /// Those of the run itself: what the inbox brings comes before it.
    package static let ofTheRun = allCases.filter { $0 != .inboxKept }
}
