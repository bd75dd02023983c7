import Loopback
import Transport

extension LoopbackRequest {
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
