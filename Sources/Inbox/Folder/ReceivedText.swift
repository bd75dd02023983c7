package import Documents

/// Finds a sealed message in what brought it: an issue, a mail, a dispatch.
///
/// Whatever stands around it is a stranger's text, and is not repeated.
package enum ReceivedText {
    /// The largest text or event that is read, in bytes.
    package static let sizeLimit = 1 << 20

    /// The first word that looks like a compact JWE; `nil` where there is none.
    package static func message(in text: String) -> String? {
        for word in text.split(whereSeparator: { !isPart($0) }) {
            let dots = word.utf8.count { $0 == UInt8(ascii: ".") }
            if dots == 4, word.hasPrefix("eyJ"), word.utf8.count <= InboxFolder.sizeLimit {
                return String(word)
            }
        }
        return nil
    }

    /// The message of a GitHub event: an issue's body, or what a dispatch carries.
    package static func message(inEvent event: JSONValue) -> String? {
        let places = [
            event["issue"]?["body"], event["client_payload"]?["message"],
            event["inputs"]?["message"],
        ]
        return places.lazy.compactMap { $0?.string }.compactMap { message(in: $0) }.first
    }

    private static func isPart(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
