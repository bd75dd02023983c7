/// One complaint about one place in a file, and what to write instead.
package struct Diagnostic: Hashable, Sendable {
    /// How much a complaint weighs: only an error stops the file's provider.
    package enum Severity: String, Hashable, Sendable {
        case error, warning, note
    }

    package var severity: Severity
    package var location: SourceLocation
    /// One sentence, lower case, no final stop.
    package var message: String
    /// What to write instead, or where to look; `nil` when the message says it all.
    package var hint: String?
    /// Other places that explain this one; they stay with it when complaints are sorted.
    package var notes: [Diagnostic]

    package init(
        _ severity: Severity = .error,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil,
        notes: [Diagnostic] = []
    ) {
        self.severity = severity
        self.location = location
        self.message = message
        self.hint = hint
        self.notes = notes
    }
}
