import Documents
import HTTPTypes

/// A refusal by a token endpoint (RFC 6749, section 5.2).
struct OAuthError: Error, Hashable, Sendable {
    let status: Int
    let error: String
    let text: String
    /// Whether the client tried Basic authentication, and is told to (section 5.2).
    var asksForBasic = false

    init(_ error: String, _ text: String, status: Int = 400) {
        self.error = error
        self.text = text
        self.status = status
    }

    static func invalidRequest(_ text: String) -> Self { .init("invalid_request", text) }
    static func invalidGrant(_ text: String) -> Self { .init("invalid_grant", text) }

    var answer: Answer {
        let answer = Answer.json(
            ["error": .string(error), "error_description": .string(text)],
            status: status
        )
        return asksForBasic ? answer.with(.wwwAuthenticate, #"Basic realm="sandbox""#) : answer
    }
}
