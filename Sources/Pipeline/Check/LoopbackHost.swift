/// The hosts that are this machine, to which plain HTTP goes over no wire.
enum LoopbackHost {
    /// Whether a URL's host is `localhost`, `[::1]` or one of 127.0.0.0/8.
    static func contains(_ host: String) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "[::1]" { return true }
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
        // A leading zero would make a byte octal for some resolvers.
        return bytes.count == 4 && bytes[0] == "127"
            && bytes.allSatisfy { UInt8($0).map { String($0) } == String($0) }
    }
}
