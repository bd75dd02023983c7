import Documents
import HTTPTypes
import HummingbirdTesting
import NIOCore

@testable import Sandbox

/// What came back from a call.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        body = String(buffer: response.body)
    }

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONValue(parsing: Array(body.utf8))) ?? .null }

    /// The Graph API's code and subcode, or the OAuth error's name.
    var error: String {
        guard let error = json["error"] else { return json["error_message"]?.string ?? "" }
        if let name = error.string { return name }
        if let status = error["status"]?.integer { return String(status) }
        let code = error["code"]?.number?.text ?? ""
        return code + (error["error_subcode"]?.number.map { "/\($0.text)" } ?? "")
    }

    /// The fields of the redirect's query, its ending included.
    var redirect: FormFields {
        let location = headers[.location] ?? ""
        return FormFields(location.drop { $0 != "?" }.dropFirst())
    }
}
