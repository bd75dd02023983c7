/// An absolute URL with a host, cut into its parts (RFC 3986 section 3).
///
/// Strict: what a browser would repair is refused, so that what is checked is what is called.
package struct URLParts: Hashable, Sendable {
    /// Lower case.
    package let scheme: String
    /// Lower case; an IPv6 address keeps its brackets.
    package let host: String
    /// Where the URL names one.
    package let port: Int?
    /// Empty, or with a leading slash; still percent-encoded.
    package let path: String
    /// Without the question mark; still percent-encoded.
    package let query: String?
    /// Without the number sign; still percent-encoded.
    package let fragment: String?

    /// The host, and the port where the URL names one.
    package var authority: String {
        port.map { "\(host):\($0)" } ?? host
    }

    /// The port named, or the scheme's own; nil for a scheme that is not http or https.
    package var effectivePort: Int? {
        port ?? (scheme == "https" ? 443 : scheme == "http" ? 80 : nil)
    }

    /// Whether the host is 127.0.0.0/8, ::1 or localhost: where plain http is allowed.
    package var isLoopback: Bool {
        if host == "localhost" { return true }
        if let octets = URLHost.version4(host) { return octets.first == 127 }
        return URLHost.version6(host) == [0, 0, 0, 0, 0, 0, 0, 1]
    }

    /// Whether a call may go there at all: https anywhere, http to a loopback host.
    package var isCallable: Bool {
        scheme == "https" || (scheme == "http" && isLoopback)
    }

    /// Whether both have the same scheme, host and port: where credentials may follow.
    package func hasSameOrigin(as other: Self) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }
}

extension URLParts: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The most of a path that is shown, in characters.
    static let shownPathLength = 80

    /// The path as messages show it: never with a query, and not all of a long one.
    package var shownPath: String { Self.clipped(path) }

    static func clipped(_ path: String) -> String {
        guard path.count > shownPathLength else { return path }
        return path.prefix(shownPathLength) + "…"
    }

    /// Scheme, host and path; never query or fragment.
    package var description: String { "\(scheme)://\(authority)\(shownPath)" }

    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(self, children: ["url": description], displayStyle: .struct)
    }
}
