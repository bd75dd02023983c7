/// That two sides had changed one connection, and what was made of it.
package struct MergeNote: Hashable, Sendable {
    /// What decided.
    package enum Choice: String, Hashable, Sendable {
        /// The higher generation.
        case generation
        /// Of equal generations the newer grant.
        case newerGrant
        /// The person's newer consent, whatever the generations.
        case consent
        /// The person's disconnection, over a grant of an older consent.
        case disconnection
        /// It was taken out of one side's file as both knew it.
        case removal
        /// It was taken out of one side's file, and the other side had won a grant since.
        case keptAlive
    }

    package var provider: String
    package var label: String
    package var choice: Choice

    package init(provider: String, label: String, choice: Choice) {
        self.provider = provider
        self.label = label
        self.choice = choice
    }

    /// For a person: lower case, no final stop, no secret.
    package var sentence: String {
        let what =
            switch choice {
            case .generation: "changed on both sides: the higher generation was kept"
            case .newerGrant:
                "changed on both sides in the same generation: the newer grant was kept"
            case .consent: "changed on both sides: the newer consent was kept"
            case .disconnection:
                "was disconnected on one side and renewed on the other: it stays disconnected"
            case .removal: "was taken out on one side: it stays out"
            case .keptAlive: "was taken out on one side and renewed on the other: it was kept"
            }
        return "\(provider)/\(label) \(what)"
    }
}
