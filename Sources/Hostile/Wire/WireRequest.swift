import Transport

/// A request as it arrived, read whole.
struct WireRequest: Sendable {
    let method: String
    /// Path and query, as sent.
    let target: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// The first header of that name, in whatever case either is written.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The path without the query.
    var path: Substring { target.prefix { $0 != "?" } }

    /// The query's fields, decoded.
    var query: [(name: String, value: String)] {
        FormEncoding.fields(String(target.dropFirst(path.count + 1)))
    }

    /// The body's fields, decoded; empty where it is no form.
    var form: [(name: String, value: String)] {
        guard header("Content-Type")?.lowercased().hasPrefix(FormEncoding.contentType) ?? false
        else { return [] }
        return FormEncoding.fields(String(decoding: body, as: UTF8.self))
    }
}
