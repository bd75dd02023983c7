/// The parameters that Latchkey sends by itself, which a file can rename or leave out.
enum StandardParameters {
    /// RFC 6749, section 4.1.1, and RFC 7636, section 4.3.
    static let authorize = [
        "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
        "code_challenge_method",
    ]
    /// RFC 6749, sections 2.3.1 and 4.1.3, and RFC 7636, section 4.5.
    static let exchange = [
        "grant_type", "code", "redirect_uri", "client_id", "client_secret", "code_verifier",
    ]
    /// RFC 6749, sections 2.3.1 and 6.
    static let refresh = ["grant_type", "refresh_token", "client_id", "client_secret"]
    /// RFC 7009, section 2.1.
    static let revoke = ["token", "token_type_hint", "client_id", "client_secret"]

    /// Without it a stranger could slip a code of their own into a person's connection.
    static let indispensable = "state"
}
