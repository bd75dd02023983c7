import FoundationEssentials

/// Finds armored messages in a text that may be a log: other lines around them, a timestamp or a
/// job's name before each line, colours, carriage returns.
package struct ArmorReader {
    /// Why a message that begins in a text can't be taken from it.
    package struct Fault: Error, Hashable, Sendable {
        /// The line its first line is on, from 1.
        package let line: Int
        /// One sentence, lower case, no final stop.
        package let reason: String
    }

    /// The messages, in their order, whole or with why not.
    package let messages: [Result<[UInt8], Fault>]

    package init(_ text: String) {
        var messages: [Result<[UInt8], Fault>] = []
        var begun: (line: Int, body: [Substring])?
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            if line.contains(Armor.header) {
                if let begun { messages.append(.failure(Self.cut(begun.line))) }
                begun = (number + 1, [])
            } else if line.contains(Armor.footer) {
                guard let whole = begun else { continue }
                messages.append(Self.message(whole.body, at: whole.line))
                begun = nil
            } else if begun != nil {
                begun?.body.append(line)
            }
        }
        if let begun { messages.append(.failure(Self.cut(begun.line))) }
        self.messages = messages
    }

    private static func cut(_ line: Int) -> Fault {
        Fault(line: line, reason: "the message that begins here has no end: it was cut")
    }

    private static func message(_ body: [Substring], at line: Int) -> Result<[UInt8], Fault> {
        var digits = ""
        // Only the last line of the digits may be short; other short words are a log's own.
        var last: Substring?
        var sum: Substring?
        for line in body {
            // The last word: whatever a log puts before a line, the line itself has no space.
            guard let word = line.split(whereSeparator: \.isWhitespace).last.map(plain),
                !word.isEmpty, word.utf8.allSatisfy(isDigit)
            else { continue }
            if word.hasPrefix("="), word.utf8.count == 5 {
                sum = word.dropFirst()
                break
            }
            if word.utf8.count == Armor.width {
                digits += word
                last = nil
            } else {
                last = word
            }
        }
        digits += last ?? ""
        guard let data = Data(base64Encoded: digits), !data.isEmpty else {
            return .failure(Fault(line: line, reason: "the message that begins here is damaged"))
        }
        let bytes = Array(data)
        let told = sum.flatMap { Data(base64Encoded: String($0)) }
        let actual = told?.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let actual, actual == Armor.checksum(bytes) else {
            return .failure(
                Fault(line: line, reason: "the message that begins here fails its checksum")
            )
        }
        return .success(bytes)
    }

    /// Without a terminal's colours at its end.
    private static func plain(_ word: Substring) -> Substring {
        guard let escape = word.firstIndex(of: "\u{1B}") else { return word }
        guard escape == word.startIndex, let end = word.firstIndex(of: "m") else {
            return word[..<escape]
        }
        return plain(word[word.index(after: end)...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
        }
    }
}
