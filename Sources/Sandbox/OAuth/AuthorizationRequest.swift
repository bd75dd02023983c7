/// An authorization request that may be shown to a person.
struct AuthorizationRequest: Sendable {
    let provider: Provider
    let redirectURI: String
    let state: String?
    let scopes: [String]
    let challenge: String?
    /// How long a code lives, in seconds.
    let codeLife: Double
    /// What the provider appends to the redirect: Instagram's `#_`.
    let ending: String

    /// The redirect back to the client with some fields, and the state as it came.
    func redirect(_ fields: [(String, String)]) -> Answer {
        var answer = FormFields()
        for (name, value) in fields { answer.append(name, value) }
        if let state { answer.append("state", state) }
        let joint = redirectURI.contains("?") ? "&" : "?"
        return .redirect(to: redirectURI + joint + answer.text + ending)
    }
}
