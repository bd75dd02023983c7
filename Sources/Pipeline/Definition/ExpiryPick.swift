/// Where an answer tells when something ends, and how it writes it.
package struct ExpiryPick: Sendable {
    /// How an answer writes a moment or a span.
    package enum Kind: String, Sendable, CaseIterable {
        /// A span in seconds from the answer; 0 means never (Mailchimp, Deezer).
        case seconds
        /// A span in milliseconds.
        case milliseconds
        /// Unix time in seconds.
        case epoch
        /// Unix time in milliseconds.
        case epochMilliseconds = "epoch_ms"
        /// RFC 3339 text.
        case iso8601
    }

    /// One place to look at.
    package struct Source: Sendable {
        package var pick: ValuePick
        package var kind: Kind

        package init(pick: ValuePick, kind: Kind) {
            self.pick = pick
            self.kind = kind
        }
    }

    /// In order of preference.
    package var sources: [Source]

    package init(_ sources: [Source]) {
        self.sources = sources
    }
}
