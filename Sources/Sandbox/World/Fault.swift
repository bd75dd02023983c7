import FoundationEssentials

/// Something that is to go wrong with calls whose path matches.
struct Fault: Sendable {
    /// How a call goes wrong.
    enum Kind: Sendable {
        /// An answer of that status, with a body of the script's or a provider-like one.
        case status(Int, body: [UInt8]?, retryAfter: Int?)
        /// A proper answer after some seconds.
        case delay(Duration)
        /// A proper answer once the script lets go.
        case hold
        /// Acts, then closes the connection without a word.
        case drop
        /// Closes the connection without acting.
        case reset
        /// A page for people where JSON is expected.
        case html(Int)
        /// The first half of the answer, framed as if it were whole.
        case truncated
        /// The first half of the answer, then a closed connection.
        case cut
        /// An answer of that many bytes.
        case huge(Int)
    }

    /// The path this touches, prefix of the server included; a final `*` matches any ending.
    let path: String
    /// The method this touches; any when `nil`.
    let method: String?
    /// Matching calls that pass unharmed first.
    var skipped: Int
    /// Calls it still touches.
    var remaining: Int
    /// For how many seconds it strikes, from the first call that it touches; for ever when `nil`.
    var lasting: Double?
    /// When it ends, once it has struck.
    var end: Date?
    let kind: Kind
    /// Whether the provider does its work before the answer goes wrong.
    let actsFirst: Bool

    func matches(method: String, path: Substring) -> Bool {
        if let wanted = self.method, wanted != method { return false }
        return self.path.hasSuffix("*")
            ? path.hasPrefix(self.path.dropLast()) : path == self.path[...]
    }
}
