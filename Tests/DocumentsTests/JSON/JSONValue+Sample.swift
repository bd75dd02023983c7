import Documents

extension JSONValue {
    /// A document written in a test.
    static func sample(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: text.utf8)
    }

    /// The value on one line, for comparing with what a test expects.
    var line: String {
        String(decoding: compactText(), as: UTF8.self)
    }
}
