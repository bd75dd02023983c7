/// Which redirect URIs the app may come back to.
struct RedirectRule: Sendable {
    /// The registered URI; any loopback one is taken when `nil`.
    let registered: String?
    /// Whether the name `localhost` counts as loopback, or only an address.
    let allowsLocalhost: Bool
    /// Whether a loopback URI may come with another port than the registered (RFC 8252, 7.3).
    let ignoresLoopbackPort: Bool

    func allows(_ uri: String) -> Bool {
        guard !uri.contains("#") else { return false }
        let given = Self.loopbackParts(uri)
        if given?.host == "localhost", !allowsLocalhost { return false }
        guard let registered else { return given != nil }
        if uri == registered { return true }
        guard ignoresLoopbackPort, let given, let known = Self.loopbackParts(registered) else {
            return false
        }
        return given == known
    }

    /// Host and path of a plain-http loopback URI, without the port; `nil` for any other.
    private static func loopbackParts(_ uri: String) -> (host: String, path: String)? {
        guard uri.hasPrefix("http://") else { return nil }
        let rest = uri.dropFirst(7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        for host in ["127.0.0.1", "[::1]", "localhost"] where authority.hasPrefix(host) {
            let port = authority.dropFirst(host.count)
            guard port.isEmpty || port.hasPrefix(":") && UInt16(port.dropFirst()) != nil else {
                return nil
            }
            return (host, String(rest.dropFirst(authority.count)))
        }
        return nil
    }
}
