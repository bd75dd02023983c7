/// One thing a check of the vault looked at, and what to do about it.
package struct VaultFinding: Sendable, Hashable {
    package enum Weight: String, Sendable, Hashable {
        case good, warning, problem
    }

    package var weight: Weight
    /// What was looked at, in a word or two: `gpg`, `key home`, `recipient alice`.
    package var subject: String
    /// One sentence, lower case, no final stop.
    package var sentence: String
    /// What to do; `nil` where all is well.
    package var advice: String?

    package init(
        _ weight: Weight,
        _ subject: String,
        _ sentence: String,
        advice: String? = nil
    ) {
        self.weight = weight
        self.subject = subject
        self.sentence = sentence
        self.advice = advice
    }
}
