/// A value each connection brings, such as a Mastodon host.
package struct ParameterDefinition: Sendable {
    package var name: String
    /// One line for a person who is asked for it.
    package var description: String?
    package var example: String?
    /// An I-Regexp (RFC 9485) the whole value must match: what keeps a token call off foreign hosts.
    package var pattern: String
    /// Used when the connection brings none; `nil` makes the parameter compulsory.
    package var defaultValue: String?
    /// True for credentials: never shown, not even by `show`.
    package var isSecret: Bool

    package init(
        name: String,
        description: String?,
        example: String?,
        pattern: String,
        defaultValue: String?,
        isSecret: Bool
    ) {
        self.name = name
        self.description = description
        self.example = example
        self.pattern = pattern
        self.defaultValue = defaultValue
        self.isSecret = isSecret
    }
}
