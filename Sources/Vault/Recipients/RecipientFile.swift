/// The recipients' file of `pass`: one name a line, the rest of a line after `#` is a comment.
package enum RecipientFile {
    static let name = ".gpg-id"
    static let sizeLimit = 1 << 20

    /// The names in the order of the file, each once.
    package static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let content = line.prefix { $0 != UInt8(ascii: "#") }
            let text = trimmed(content)
            let name = String(decoding: text, as: UTF8.self)
            if !name.isEmpty, seen.insert(name).inserted { names.append(name) }
        }
        return names
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop { isBlank($0) }
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
        return start[...last]
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
