import Pipeline

/// When something that is read comes due.
struct ReadingSlot: Sendable {
    /// What its phase is drawn from, beside the connection's name.
    let name: String
    /// `nil` means on every run.
    let every: Span?

    init(_ collection: CollectionDefinition) {
        (name, every) = (collection.name, collection.every)
    }

    /// Steps without a rhythm of their own share the profile's, so that they are read together.
    init(_ step: ProfileDefinition.Step, of profile: ProfileDefinition) {
        (name, every) =
            step.every.map { ("profile/\(step.name)", $0) } ?? ("profile", profile.every)
    }
}
