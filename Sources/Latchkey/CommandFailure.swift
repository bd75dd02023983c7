/// Ends a command with a message, a next step and an exit status.
struct CommandFailure: Error {
    var status: ExitStatus
    /// One sentence, lower case, no final stop.
    var message: String
    /// The next step.
    var hint: String?

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }
}
