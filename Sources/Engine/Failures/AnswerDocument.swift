import Documents
import Transport

/// The JSON document of an answer, whatever its content type says.
enum AnswerDocument {
    /// `nil` when the body is no JSON; a form-encoded answer (Deezer, GitHub's default) becomes an
    /// object of strings.
    static func parse(_ response: HTTPResponse) -> JSONValue? {
        if let document = try? JSONValue(parsing: response.body) { return document }
        let type = response.header("Content-Type")?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") || type.hasPrefix("text/plain"),
            let text = String(validating: response.body, as: UTF8.self), text.contains("=")
        else { return nil }
        var object = JSONObject()
        for field in FormEncoding.fields(text) { object[field.name] = .string(field.value) }
        return .object(object)
    }
}
