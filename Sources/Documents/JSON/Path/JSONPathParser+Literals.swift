extension JSONPathParser {
    /// An index or a bound of a slice: no leading zeros, no `-0`, within I-JSON's range.
    mutating func integer() throws(JSONPathError) -> Int {
        let start = position
        let isNegative = accept("-")
        let digits = position
        if upcoming == "0" {
            position += 1
            if isNegative { throw fault("'-0' is no index", at: start) }
            if let next = upcoming, Self.isDigit(next) {
                throw fault("an index has no leading zeros", at: start)
            }
            return 0
        }
        try skipDigits()
        guard let value = Int(text(from: digits)), value < 1 << 53 else {
            throw fault("an index must be between -(2^53 - 1) and 2^53 - 1", at: start)
        }
        return isNegative ? -value : value
    }

    /// A number to compare with, its text kept.
    mutating func number() throws(JSONPathError) -> JSONNumber {
        let start = position
        _ = accept("-")
        if accept("0") {
            if let next = upcoming, Self.isDigit(next) {
                throw fault("a number has no leading zeros", at: start)
            }
        } else {
            try skipDigits()
        }
        if accept(".") { try skipDigits() }
        if accept("e") || accept("E") {
            if !accept("+") { _ = accept("-") }
            try skipDigits()
        }
        guard let number = JSONNumber(text(from: start)) else {
            throw fault("this is no number", at: start)
        }
        return number
    }

    /// A name or text in single or double quotes.
    mutating func string() throws(JSONPathError) -> String {
        let opening = position
        let quote = upcoming
        position += 1
        var content = String.UnicodeScalarView()
        while let next = upcoming {
            position += 1
            switch next {
            case quote: return String(content)
            case "\\": content.append(try escapedScalar(in: quote))
            case ..<" ":
                throw fault(
                    "a control character in quotes must be written as an escape",
                    at: position - 1
                )
            default: content.append(next)
            }
        }
        throw fault("this quote is not closed", at: opening)
    }

    private mutating func escapedScalar(
        in quote: Unicode.Scalar?
    ) throws(JSONPathError) -> Unicode.Scalar {
        let start = position - 1
        let letter = upcoming
        position += letter == nil ? 0 : 1
        switch letter {
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "/": return "/"
        case "\\": return "\\"
        case "u": return try hexadecimalScalar(from: start)
        default:
            if let quote, letter == quote { return quote }
            throw fault(
                "a backslash in quotes stands before the same quote or one of \\ / b f n r t u",
                at: start
            )
        }
    }

    /// The scalar of one `\uXXXX`, or of two that form a surrogate pair.
    private mutating func hexadecimalScalar(from start: Int) throws(JSONPathError) -> Unicode.Scalar
    {
        let unit = try hexadecimalUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if unit < 0xDC00, accept("\\u") {
            let partner = try hexadecimalUnit(from: start)
            let value = 0x10000 + ((unit & 0x3FF) << 10 | partner & 0x3FF)
            if 0xDC00...0xDFFF ~= partner, let scalar = Unicode.Scalar(value) { return scalar }
        }
        throw fault("half of a surrogate pair is no character", at: start)
    }

    private mutating func hexadecimalUnit(from start: Int) throws(JSONPathError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let next = upcoming, next.isASCII, let digit = Character(next).hexDigitValue
            else {
                throw fault("'\\u' needs four hexadecimal digits", at: start)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private mutating func skipDigits() throws(JSONPathError) {
        guard let next = upcoming, Self.isDigit(next) else { throw fault("expected a digit") }
        skip(while: Self.isDigit)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        "0"..."9" ~= scalar
    }
}
