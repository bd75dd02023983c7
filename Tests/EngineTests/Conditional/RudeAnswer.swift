import LatchkeyTestSupport

/// An answer to the byte.
struct RudeAnswer: Sendable {
    var text: String
    /// Whether the connection ends behind it.
    var isLast = false

    var step: LoopbackAnswer { .raw(text, then: isLast ? [.close] : []) }

    /// A profile.
    static func whole(
        _ name: String,
        id: String = "7",
        tag: String? = #""v1""#,
        headers: String = ""
    ) -> Self {
        json(#"{"id":"\#(id)","name":"\#(name)"}"#, tag: tag, headers: headers)
    }

    static func json(_ body: String, tag: String?, headers: String = "") -> Self {
        let tag = tag.map { "ETag: \($0)\r\n" } ?? ""
        return Self(
            text: "HTTP/1.1 200 Any\r\nContent-Type: application/json\r\n\(tag)\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    static func unchanged(_ tag: String? = nil, body: String = "") -> Self {
        let tag = tag.map { "ETag: \($0)\r\n" } ?? ""
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        return Self(text: "HTTP/1.1 304 Any\r\n\(tag)\(length)\r\n\(body)")
    }

    /// The same without its last bytes.
    func cut(by count: Int) -> Self { Self(text: String(text.dropLast(count)), isLast: true) }
}
