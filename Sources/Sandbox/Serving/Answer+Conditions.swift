import Crypto
import HTTPTypes

extension Answer {
    /// The same answer under its entity tag, or 304 where that is known (RFC 9110, section 13.1.2).
    func named(askedBut known: String?) -> Answer {
        let digest = SHA256.hash(data: body).prefix(8).map { UInt16($0) }
        let tag = "\"" + digest.map { String(256 + $0, radix: 16).dropFirst() }.joined() + "\""
        // Weakly compared: what a strong tag names, the weak one of the same text names, too.
        let tags = (known ?? "").split(separator: ",").map { entry in
            let text = entry.drop { $0 == " " }.prefix { $0 != " " }
            return text.hasPrefix("W/") ? text.dropFirst(2) : text
        }
        guard tags.contains(tag[...]) || tags == ["*"] else { return with(.eTag, tag) }
        var answer = self
        (answer.status, answer.body, answer.headers) = (304, [], [.eTag: tag])
        return answer
    }
}
