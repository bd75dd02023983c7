/// Who the account is, read in one or more calls.
package struct ProfileDefinition: Sendable {
    /// One call, and the fields its answer fills.
    package struct Step: Sendable {
        package var name: String
        package var request: RequestDefinition
        package var fields: [FieldDefinition]
        /// True where a failure leaves the fields as they were and fails nothing.
        package var isOptional: Bool

        package init(
            name: String,
            request: RequestDefinition,
            fields: [FieldDefinition],
            isOptional: Bool
        ) {
            self.name = name
            self.request = request
            self.fields = fields
            self.isOptional = isOptional
        }
    }

    /// How often it is read; `nil` means on every run.
    package var every: Span?
    package var steps: [Step]

    package init(every: Span?, steps: [Step]) {
        self.every = every
        self.steps = steps
    }
}
