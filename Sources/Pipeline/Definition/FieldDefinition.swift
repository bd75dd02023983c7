/// One field of a profile or of a collection's item.
package struct FieldDefinition: Sendable {
    /// What a picked value becomes.
    package enum Kind: String, Sendable, CaseIterable {
        /// As the provider wrote it.
        case any
        /// Exact text; a number keeps its digits. The default for `id`.
        case text
        /// A whole number, also when the provider writes it as text (YouTube).
        case integer
        case boolean
        /// RFC 3339 in UTC, whatever offset or epoch the provider writes.
        case time
        /// A link that changes on each answer and dies: compared without its query, and told with
        /// the moment it ends, from the `oe` (hex) or `x-expires` parameter, where it carries one.
        case mediaURL = "media_url"
    }

    package var name: String
    package var pick: ValuePick
    package var kind: Kind

    package init(name: String, pick: ValuePick, kind: Kind) {
        self.name = name
        self.pick = pick
        self.kind = kind
    }
}
