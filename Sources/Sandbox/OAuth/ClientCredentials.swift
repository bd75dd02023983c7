import FoundationEssentials
import HTTPTypes

/// How a client named and proved itself at a token endpoint (RFC 6749, section 2.3).
struct ClientCredentials: Sendable {
    let id: String?
    let secret: String?
    /// Whether they came in an Authorization header.
    let isBasic: Bool

    /// Reads a Basic header, else the form; `nil` for a header that isn't Basic or not decodable.
    init?(_ call: Call, form: FormFields) {
        guard let header = call.headers[.authorization] else {
            id = form["client_id"]
            secret = form["client_secret"]
            isBasic = false
            return
        }
        guard header.prefix(6).lowercased() == "basic ",
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        else { return nil }
        let pair = String(decoding: data, as: UTF8.self)
            .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return nil }
        // The two are form-encoded before they are joined (section 2.3.1).
        let decoded = FormFields("id=\(pair[0])&secret=\(pair[1])")
        id = decoded["id"]
        secret = decoded["secret"]
        isBasic = true
    }
}
