import FoundationEssentials
import Transport

/// A link to a picture that a content network signs: it differs on each answer and dies.
enum MediaLink {
    /// When the link dies: Meta's `oe` (Unix time in hex), or `x-expires` (Unix time).
    static func end(of url: String) -> Date? {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        for pair in query.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let radix = halves[0] == "oe" ? 16 : halves[0] == "x-expires" ? 10 : 0
            guard radix > 0, let seconds = Int64(halves[1], radix: radix),
                (1_000_000_000..<32_503_680_000).contains(seconds)
            else { continue }
            return Date(timeIntervalSince1970: Double(seconds))
        }
        return nil
    }

    /// Whether two links lead to the same picture: the same but for the query.
    static func isSame(_ left: String, _ right: String) -> Bool {
        left.prefix { $0 != "?" } == right.prefix { $0 != "?" }
    }
}
