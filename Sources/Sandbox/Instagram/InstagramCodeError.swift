import Documents

/// A refusal by `api.instagram.com`, in a shape of its own.
struct InstagramCodeError: Error, Hashable, Sendable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var answer: Answer {
        .json(
            ["error_type": "OAuthException", "code": 400, "error_message": .string(message)],
            status: 400
        )
    }
}
