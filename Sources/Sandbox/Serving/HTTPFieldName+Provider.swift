import HTTPTypes

extension HTTPField.Name {
    static let appUsage = HTTPField.Name("X-App-Usage")
    static let businessUsage = HTTPField.Name("X-Business-Use-Case-Usage")
    static let noSniff = HTTPField.Name("X-Content-Type-Options")
    static let pragma = HTTPField.Name("Pragma")
    /// Tells an authorization page what its person would press, for tests.
    static let consent = HTTPField.Name("X-Sandbox-Consent")
    /// Who consents, beside `consent`.
    static let consentingUser = HTTPField.Name("X-Sandbox-User")
}
