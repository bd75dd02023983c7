/// `application/x-www-form-urlencoded` as the WHATWG URL standard writes and reads it: order kept,
/// a space as `+`, everything else UTF-8 and percent-encoded.
package enum FormEncoding {
    /// The media type of such a body.
    package static let contentType = "application/x-www-form-urlencoded"

    package static func text(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }

    package static func body(_ fields: [(name: String, value: String)]) -> [UInt8] {
        Array(text(fields).utf8)
    }

    /// One name or value.
    package static func encode(_ text: String) -> String {
        PercentEncoding.encode(text, keeping: "*-._", space: "+")
    }

    /// Fields in order; never fails: what is not encoded as it should be is taken as it is.
    package static func fields(_ text: String) -> [(name: String, value: String)] {
        text.utf8.split(separator: UInt8(ascii: "&")).map { field in
            let equals = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
            return (decode(field[..<equals]), decode(field[equals...].dropFirst()))
        }
    }

    private static func decode(_ bytes: some Sequence<UInt8>) -> String {
        let spaced = bytes.lazy.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: PercentEncoding.decode(spaced), as: UTF8.self)
    }
}
