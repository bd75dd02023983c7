import FoundationEssentials

/// A client's id and secret for HTTP Basic, each form-encoded before they are joined
/// (RFC 6749 section 2.3.1).
package struct BasicCredentials: Sendable {
    private let user: String
    private let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// The value of the `Authorization` header.
    package var headerValue: String {
        let pair = FormEncoding.encode(user) + ":" + FormEncoding.encode(password)
        return "Basic " + Data(pair.utf8).base64EncodedString()
    }
}

extension BasicCredentials: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { "(redacted)" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
