/// Who the account is, read in one or more calls.
package struct ProfileDefinition: Sendable {
    /// One call, and the fields its answer fills.
    package struct Step: Sendable {
        package var name: String
        /// How often it is read where it has a rhythm of its own; `nil` means when the profile is.
        package var every: Span?
        package var request: RequestDefinition
        package var fields: [FieldDefinition]
        /// True where a failure leaves the fields as they were and fails nothing.
        package var isOptional: Bool

        package init(
            name: String,
            every: Span? = nil,
            request: RequestDefinition,
            fields: [FieldDefinition],
            isOptional: Bool
        ) {
            self.name = name
            self.every = every
            self.request = request
            self.fields = fields
            self.isOptional = isOptional
        }
    }

    /// How often those steps are read that don't say it themselves; `nil` means on every run.
    package var every: Span?
    package var steps: [Step]

    package init(every: Span?, steps: [Step]) {
        self.every = every
        self.steps = steps
    }
}
