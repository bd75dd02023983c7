package import Documents

/// One row of an error table: all conditions written must hold.
package struct ErrorRule: Sendable {
    /// Inclusive ranges of HTTP statuses; empty matches any.
    package var statuses: [ClosedRange<Int>]
    /// Error codes as exact text; empty matches any.
    package var codes: Set<String>
    package var subcodes: Set<String>
    /// A query that must select something in the answer.
    package var match: JSONPath?
    /// A header that must be present, and its value where one is written.
    package var header: (name: String, value: String?)?
    package var failure: FailureClass
    /// Why, in a bounded code for the status file; `nil` takes the class's own.
    package var reason: FailureReason?

    package init(
        statuses: [ClosedRange<Int>],
        codes: Set<String>,
        subcodes: Set<String>,
        match: JSONPath?,
        header: (name: String, value: String?)?,
        failure: FailureClass,
        reason: FailureReason?
    ) {
        self.statuses = statuses
        self.codes = codes
        self.subcodes = subcodes
        self.match = match
        self.header = header
        self.failure = failure
        self.reason = reason
    }
}
