import Documents

/// What the site's pages read beside the status files; the room Site writes it.
extension StatusSchema {
    package static let site = Self(
        kind: "site",
        properties: [
            ("name", SchemaPart.text("who runs the site")),
            ("url", SchemaPart.text("its root, with a final slash")),
            ("contact", SchemaPart.text("a mail address for people without a link")),
            ("requires", SchemaPart.oneOf(["invitation", "nothing"], "to ask for a connection")),
            (
                "schedule",
                SchemaPart.object([("everySeconds", SchemaPart.count("between two runs"))])
            ),
            ("sealingKey", key),
            ("handover", SchemaPart.list(way)),
            ("pictures", SchemaPart.oneOf(["show", "hide"])),
        ],
        optional: ["url", "contact", "schedule", "sealingKey"]
    )

    /// What messages are sealed to (RFC 7517; RFC 7518, section 6.2).
    private static let key = SchemaPart.object([
        ("kty", SchemaPart.always("EC")), ("crv", SchemaPart.always("P-256")),
        ("x", SchemaPart.text()), ("y", SchemaPart.text()), ("kid", SchemaPart.text()),
        ("alg", SchemaPart.always("ECDH-ES")), ("use", SchemaPart.always("enc")),
    ])

    private static let way = SchemaPart.object(
        [
            (
                "way",
                SchemaPart.oneOf([
                    "post", "github-issue", "github-file", "mail", "copy", "download",
                ])
            ),
            ("url", SchemaPart.text("of post: where the sealed message is sent")),
            ("repository", SchemaPart.text("OWNER/NAME")),
            ("labels", SchemaPart.list(SchemaPart.text())),
            ("branch", SchemaPart.text()), ("folder", SchemaPart.text()),
            ("to", SchemaPart.text("a mail address")), ("title", SchemaPart.text()),
        ],
        optional: ["url", "repository", "labels", "branch", "folder", "to", "title"]
    )

    package static let providers = Self(
        kind: "providers",
        properties: [
            (
                "providers",
                SchemaPart.list(
                    SchemaPart.object(
                        [
                            ("id", SchemaPart.text()), ("name", SchemaPart.text()),
                            (
                                "scopes",
                                SchemaPart.list(
                                    SchemaPart.object(
                                        [
                                            ("id", SchemaPart.text()),
                                            ("reason", SchemaPart.text("why it is asked for")),
                                        ],
                                        optional: ["reason"]
                                    )
                                )
                            ),
                            ("lifetimes", lifetimes), ("renews", SchemaPart.always(false)),
                            ("parameters", SchemaPart.list(parameter)), ("authorize", authorize),
                        ],
                        optional: ["renews", "parameters", "authorize"]
                    )
                )
            )
        ],
        optional: []
    )

    private static let lifetimes = SchemaPart.object(
        [
            ("code", SchemaPart.count("seconds")), ("access", SchemaPart.count("seconds")),
            ("refresh", SchemaPart.count("seconds")),
            ("consent", SchemaPart.count("seconds; no refresh moves its end")),
        ],
        optional: ["access", "refresh", "consent"]
    )

    private static let parameter = SchemaPart.object(
        [
            ("name", SchemaPart.text()), ("description", SchemaPart.text()),
            ("example", SchemaPart.text()), ("pattern", SchemaPart.text("I-Regexp, RFC 9485")),
        ],
        optional: ["description", "example"]
    )

    /// Missing where the app is not configured.
    private static let authorize = SchemaPart.object(
        [
            ("url", SchemaPart.text("${param.NAME} stands for the person's own value")),
            ("clientId", SchemaPart.text()), ("redirectUri", SchemaPart.text()),
            ("pkce", SchemaPart.oneOf(["S256", "none"])),
            ("scopeSeparator", SchemaPart.text("a space unless given")),
            ("rename", SchemaPart.map(SchemaPart.text("the provider's name of a parameter"))),
            ("omit", SchemaPart.list(SchemaPart.text())),
            ("parameters", SchemaPart.map(SchemaPart.text())),
            ("codeParameter", SchemaPart.text()), ("codeSuffix", SchemaPart.text()),
            ("copy", SchemaPart.list(SchemaPart.text())),
            ("issuer", SchemaPart.text("what the answer's iss must be, RFC 9207")),
        ],
        optional: [
            "scopeSeparator", "rename", "omit", "parameters", "codeParameter", "codeSuffix", "copy",
            "issuer",
        ]
    )

    /// A private person's page; within is a file of the kind `integrations`.
    package static let `private` = Self(
        kind: "private",
        properties: [
            ("iv", SchemaPart.text("12 bytes as base64url")),
            ("ciphertext", SchemaPart.text("AES-256-GCM with the tag at the end, as base64url")),
        ],
        optional: []
    )
}
