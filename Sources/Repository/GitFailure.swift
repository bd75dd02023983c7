/// Why git did not do what it was asked.
package struct GitFailure: Error, Hashable, Sendable {
    /// What kind of trouble it is, as far as it decides what comes next.
    package enum Kind: Hashable, Sendable {
        /// git could not be started, or is too old.
        case noGit
        /// The folder is in no repository, or in one that can't be used for pushing.
        case unfit
        /// Somebody else was quicker: what they pushed has to be taken in first.
        case overtaken
        /// The remote does not take several refs in one go.
        case notAtomic
        /// The remote was not reached, or refused.
        case remote
        /// Anything else git says.
        case other
    }

    package var kind: Kind
    /// For a person: one sentence, lower case, no final stop, no credentials of a URL.
    package var sentence: String

    package init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = RemoteAddress.redacted(sentence)
    }
}
