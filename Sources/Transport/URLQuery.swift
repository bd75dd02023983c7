/// Adds parameters to URLs, percent-encoded as RFC 3986 has it (a space is `%20`).
package enum URLQuery {
    package static func text(_ parameters: [(name: String, value: String)]) -> String {
        parameters
            .map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
    }

    /// The URL with the parameters after those it has, in order, before its fragment.
    package static func appending(
        _ parameters: [(name: String, value: String)],
        to url: String
    ) -> String {
        guard !parameters.isEmpty else { return url }
        let hash = url.firstIndex(of: "#") ?? url.endIndex
        let base = url[..<hash]
        let separator =
            if !base.contains("?") { "?" } else if base.hasSuffix("?") || base.hasSuffix("&") {
                ""
            } else { "&" }
        return base + separator + text(parameters) + url[hash...]
    }
}
