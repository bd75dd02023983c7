/// What one scalar of a pipeline file means.
enum ScalarKind: Sendable {
    /// Text that means itself.
    case text
    /// One of a few words.
    case choice([String])
    case boolean
    case integer(ClosedRange<Int>)
    /// A `Span`: `24h`.
    case duration
    /// A day: `2027-01-01`.
    case date
    /// A JSONPath query (RFC 9535).
    case path
    /// An I-Regexp (RFC 9485).
    case pattern
    /// Text with variables in it.
    case template(TemplatePlace)
    /// The same for a whole URL.
    case url(TemplatePlace)
    /// An HTTP status, a class or a range of them: `429`, `5xx`, `200-299`.
    case status
    /// An error code as exact text, or a range of whole numbers: `invalid_grant`, `190`, `200-299`.
    case code
    /// A provider's key: `instagram`.
    case provider

    /// The kind in the reference's words.
    var label: String {
        switch self {
        case .text: "text"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .boolean: "`true`, `false`"
        case .integer: "whole number"
        case .duration: "duration"
        case .date: "date"
        case .path: "JSONPath"
        case .pattern: "I-Regexp"
        case .template: "template"
        case .url: "URL template"
        case .status: "status"
        case .code: "code"
        case .provider: "name"
        }
    }

    /// The kind as messages say it: "expected a duration, found a list".
    var expectation: String {
        switch self {
        case .text, .template: "text"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .duration: "a duration"
        case .date: "a date"
        case .path: "a JSONPath query"
        case .pattern: "a pattern"
        case .url: "a URL"
        case .status: "an HTTP status"
        case .code: "an error code"
        case .provider: "a name"
        }
    }
}
