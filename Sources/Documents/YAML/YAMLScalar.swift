/// What a scalar means by YAML's core schema (YAML 1.2.2, section 10.3).
///
/// `yes`, `no`, `on` and `off` are text, and so are dates.
package enum YAMLScalar: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number that is no `Int`: with fraction or exponent, infinite, or too large; as written.
    case decimal(String)
    case text(String)

    /// Reads a scalar that was written without quotation marks.
    package init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.number(text) ?? .text(text)
        }
    }

    private static func number(_ text: String) -> Self? {
        let bytes = Array(text.utf8)
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
            let digits = text.dropFirst(2)
            guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, radix: radix) }) else {
                return nil
            }
            return Int(digits, radix: radix).map(Self.integer) ?? .decimal(text)
        }
        let unsigned = bytes.first == 0x2B || bytes.first == 0x2D ? bytes.dropFirst() : bytes[...]
        if !unsigned.isEmpty, unsigned.allSatisfy({ isDigit($0, radix: 10) }) {
            return Int(text).map(Self.integer) ?? .decimal(text)
        }
        return isFloat(unsigned) || isSpecial(text) ? .decimal(text) : nil
    }

    private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30 < radix
        case 0x41...0x46, 0x61...0x66: radix == 16
        default: false
        }
    }

    /// Whether unsigned text is digits with a point, an exponent or both.
    private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
        let isDecimal: (UInt8) -> Bool = { isDigit($0, radix: 10) }
        let whole = text.prefix(while: isDecimal)
        var rest = text.dropFirst(whole.count)
        var digits = whole.count
        if rest.first == 0x2E {
            let fraction = rest.dropFirst().prefix(while: isDecimal)
            digits += fraction.count
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard digits > 0 else { return false }
        guard let mark = rest.first else { return true }
        guard mark == 0x65 || mark == 0x45 else { return false }
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDecimal)
    }

    private static func isSpecial(_ text: String) -> Bool {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
            ".NaN", ".NAN":
            true
        default: false
        }
    }
}
