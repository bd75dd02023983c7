/// Takes credentials out of the addresses in a text.
package enum RemoteAddress {
    /// `https://user:token@host/path` becomes `https://***@host/path`, and queries go.
    package static func redacted(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            result += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            let end = rest.firstIndex { $0.isWhitespace || "'\"<>`".contains($0) } ?? rest.endIndex
            var address = rest[..<end]
            rest = rest[end...]
            let slash = address.firstIndex(of: "/") ?? address.endIndex
            // A password may hold an at sign or a slash: the last one before the path ends it.
            if let at = address[..<slash].lastIndex(of: "@") ?? address.lastIndex(of: "@") {
                result += "***"
                address = address[at...]
            }
            if let query = address.firstIndex(of: "?") {
                result += address[..<query] + "?***"
            } else {
                result += address
            }
        }
        return result + rest
    }
}
