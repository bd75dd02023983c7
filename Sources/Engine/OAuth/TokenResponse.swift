package import Documents
package import FoundationEssentials
package import Pipeline
package import Vault

/// What one token answer brought, normalised (RFC 6749, section 5.1).
package struct TokenResponse: Sendable {
    package var accessToken: Secret?
    package var refreshToken: Secret?
    package var accessExpiry: Expiry
    package var refreshExpiry: Expiry
    /// `nil` when the answer does not tell, which means as asked for (section 5.1).
    package var scopes: [String]?
    package var accountID: String?
    package var extra: [String: Secret]

    /// Reads a document by the pipeline's picks.
    package init(_ document: JSONValue, _ answer: TokenAnswer, now: Date) {
        func text(_ pick: ValuePick) -> String? {
            pick.first(in: document)?.exactText.flatMap { $0.isEmpty ? nil : $0 }
        }
        accessToken = text(answer.accessToken).map(Secret.init)
        refreshToken = text(answer.refreshToken).map(Secret.init)
        accessExpiry = Expiry(answer.expiry, in: document, now: now)
        refreshExpiry = Expiry(answer.refreshExpiry, in: document, now: now)
        scopes = answer.scope.first(in: document).flatMap(Self.scopes)
        accountID = text(answer.accountID)
        extra = answer.copied.compactMapValues { text($0).map(Secret.init) }
    }

    /// A list separated by spaces or commas, or an array of strings.
    private static func scopes(_ value: JSONValue) -> [String]? {
        if let items = value.array { return items.compactMap(\.string).sorted() }
        return value.string?.split { $0 == " " || $0 == "," }.map(String.init).sorted()
    }
}
