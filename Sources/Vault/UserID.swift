/// A user's name as a file name: 1 to 128 of `A-Z a-z 0-9 . _ @ -`, no leading dot.
package struct UserID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// `nil` when the text breaks the rule.
    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard allowed, (1...128).contains(text.utf8.count), !text.hasPrefix(".") else { return nil }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
