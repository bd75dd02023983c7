import HTTPTypes
import Hummingbird

/// One request, as an emulated server sees it.
struct Call: Sendable {
    let method: HTTPRequest.Method
    let server: EmulatedServer
    /// Behind the server's prefix; begins with a slash.
    let path: Substring
    let query: FormFields
    let headers: HTTPFields
    let body: [UInt8]
    /// What a client puts before the path to come back: `http://127.0.0.1:9000/instagram/graph`.
    let base: String

    /// The token of a Bearer authorization (RFC 6750).
    var bearerToken: String? {
        guard let text = headers[.authorization] else { return nil }
        let scheme = text.prefix(7)
        return scheme.lowercased() == "bearer " ? String(text.dropFirst(7)) : nil
    }

    /// The body's fields when it is URL-encoded as its content type says; `nil` otherwise.
    var form: FormFields? {
        guard let type = headers[.contentType]?.lowercased(),
            type.hasPrefix("application/x-www-form-urlencoded")
        else { return nil }
        return FormFields(body)
    }
}
