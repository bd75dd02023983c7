/// Why what is on disk may not outlive the machine.
package struct DurabilityFailure: Error, Hashable, Sendable {
    /// For a person: lower case, no final stop, no secret.
    package var sentence: String

    package init(_ sentence: String) { self.sentence = sentence }
}
