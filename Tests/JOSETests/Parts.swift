import Documents

/// A compact text, to be changed part by part.
struct Parts {
    var parts: [String]

    init(_ text: String) {
        parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { parts.joined(separator: ".") }

    /// The text with one bit of one part's byte turned.
    func turned(_ part: Int, byte: Int, bit: Int) -> String {
        var copy = self
        guard var bytes = Base64URL.bytes(parts[part]), bytes.indices.contains(byte) else {
            return ""
        }
        bytes[byte] ^= 1 << UInt8(bit)
        copy.parts[part] = Base64URL.text(bytes)
        return copy.text
    }

    func with(_ part: Int, _ text: String) -> String {
        var copy = self
        copy.parts[part] = text
        return copy.text
    }
}
