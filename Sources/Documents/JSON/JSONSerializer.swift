/// Writes a JSON tree as UTF-8.
struct JSONSerializer {
    let sortsNames: Bool
    let indents: Bool
    private(set) var bytes: [UInt8] = []
    private var depth: Int

    /// - Parameters:
    ///   - sortsNames: Whether members are sorted by name.
    ///   - indents: Whether each item has a line of its own.
    ///   - depth: How many levels below the document the first value stands.
    init(sortsNames: Bool, indents: Bool, depth: Int = 0) {
        self.sortsNames = sortsNames
        self.indents = indents
        self.depth = depth
    }

    mutating func append(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let bool): bytes += (bool ? "true" : "false").utf8
        case .number(let number): bytes += number.text.utf8
        case .string(let text): append(quoted: text)
        case .array(let elements): append(elements)
        case .object(let object): append(object)
        }
    }

    private mutating func append(_ elements: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        depth += 1
        for (index, element) in elements.enumerated() {
            startItem(isFirst: index == 0)
            append(element)
        }
        depth -= 1
        if !elements.isEmpty { startLine() }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ object: JSONObject) { append(object, with: nil) }

    /// Appends an object, in which one member's value is an array of elements that are written already.
    mutating func append(_ object: JSONObject, with written: (name: String, elements: [[UInt8]])?) {
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        let members = sortsNames ? Self.sorted(object.members) : object.members
        for (index, member) in members.enumerated() {
            startItem(isFirst: index == 0)
            append(quoted: member.name)
            bytes.append(UInt8(ascii: ":"))
            if indents { bytes.append(UInt8(ascii: " ")) }
            if let written, written.name == member.name {
                append(written: written.elements)
            } else {
                append(member.value)
            }
        }
        depth -= 1
        if !members.isEmpty { startLine() }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(written elements: [[UInt8]]) {
        bytes.reserveCapacity(bytes.count + elements.reduce(0) { $0 + $1.count + 16 })
        bytes.append(UInt8(ascii: "["))
        depth += 1
        for (index, element) in elements.enumerated() {
            startItem(isFirst: index == 0)
            bytes += element
        }
        depth -= 1
        if !elements.isEmpty { startLine() }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func startItem(isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        startLine()
    }

    private mutating func startLine() {
        guard indents else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<2 * depth { bytes.append(UInt8(ascii: " ")) }
    }

    /// Mostly they are in order.
    private static func sorted(_ members: [(name: String, value: JSONValue)]) -> [(
        name: String, value: JSONValue
    )] {
        for index in members.indices.dropFirst()
        where ExactText(members[index].name) < ExactText(members[index - 1].name) {
            return members.sorted { ExactText($0.name) < ExactText($1.name) }
        }
        return members
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        if Self.needsEscape(text) {
            for byte in text.utf8 { append(escaping: byte) }
        } else {
            bytes += text.utf8
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for index in bytes.indices where needsEscape(bytes[index]) { return true }
        return false
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escaping byte: UInt8) {
        guard Self.needsEscape(byte) else {
            bytes.append(byte)
            return
        }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            bytes += byte < 0x10 ? "u000".utf8 : "u00".utf8
            bytes += String(byte, radix: 16).utf8
        default: bytes.append(byte)
        }
    }
}
