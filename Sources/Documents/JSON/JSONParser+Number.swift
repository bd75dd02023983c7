extension JSONParser {
    /// Reads a number, its text kept (RFC 8259, section 6).
    mutating func number() throws(JSONSyntaxError) -> JSONNumber {
        let start = position
        if upcoming == UInt8(ascii: "-") { position += 1 }
        if upcoming == UInt8(ascii: "0") {
            position += 1
            if isDigit(upcoming) { throw fault("a number has no leading zeros", at: start) }
        } else {
            try digits()
        }
        if upcoming == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if upcoming == UInt8(ascii: "e") || upcoming == UInt8(ascii: "E") {
            position += 1
            if upcoming == UInt8(ascii: "+") || upcoming == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return JSONNumber(checked: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard isDigit(upcoming) else { throw missing("a digit") }
        while isDigit(upcoming) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
