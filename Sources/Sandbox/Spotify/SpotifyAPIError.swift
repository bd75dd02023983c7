import Documents
import HTTPTypes

/// A refusal by `api.spotify.com`.
struct SpotifyAPIError: Error, Hashable, Sendable {
    let status: Int
    let message: String
    /// Seconds to wait, on a 429.
    var retryAfter: Int?

    static let missingToken = Self(status: 401, message: "No token provided")
    static let invalidToken = Self(status: 401, message: "Invalid access token")
    static let expiredToken = Self(status: 401, message: "The access token expired")
    static let missingScope = Self(status: 403, message: "Insufficient client scope")
    static let notFound = Self(status: 404, message: "Service not found")

    static func invalid(_ name: String) -> Self {
        Self(status: 400, message: "Invalid \(name)")
    }

    var answer: Answer {
        let answer = Answer.json(
            ["error": ["status": .number(JSONNumber(status)), "message": .string(message)]],
            status: status
        )
        guard let retryAfter else { return answer }
        return answer.with(.retryAfter, String(retryAfter))
    }
}
