/// A text as it is and as its readers will see it: JSON escapes undone, percent encoding undone.
struct TextForms {
    /// The text itself first; no form twice.
    let all: [[UInt8]]

    init(_ text: [UInt8]) {
        guard Self.mayBeEncoded(text) else {
            all = [text]
            return
        }
        var all = [text]
        // Twice: a redirect carries a URL that carries a URL.
        for _ in 0..<2 {
            for form in all {
                for undone in [Self.undoingEscapes(form), Self.undoingPercents(form)] {
                    if let undone, !all.contains(undone) { all.append(undone) }
                }
            }
        }
        self.all = all
    }

    /// Whether there is a mark of either encoding; without a way out of the loop, it goes many bytes at
    /// a step.
    private static func mayBeEncoded(_ text: [UInt8]) -> Bool {
        var marks: UInt8 = 0
        for byte in text {
            marks |= byte == UInt8(ascii: "%") ? 1 : 0
            marks |= byte == UInt8(ascii: "\\") ? 1 : 0
        }
        return marks != 0
    }

    /// `%41` read as `A`, a plus sign as it is; `nil` when there is nothing to undo.
    static func undoingPercents(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "%")) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                let high = hexadecimal(text[index + 1]), let low = hexadecimal(text[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// `\/`, `\"` and `\u0041` read as what they mean; `nil` when there is nothing to undo.
    private static func undoingEscapes(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "\\")) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
                result.append(text[index])
                index += 1
                continue
            }
            if text[index + 1] == UInt8(ascii: "u"), let unit = codeUnit(in: text, at: index + 2) {
                var units = [unit]
                index += 6
                if 0xD800..<0xDC00 ~= unit, index + 1 < text.count,
                    text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u"),
                    let second = codeUnit(in: text, at: index + 2)
                {
                    units.append(second)
                    index += 6
                }
                result += String(decoding: units, as: UTF16.self).utf8
            } else {
                result.append(meaning(of: text[index + 1]))
                index += 2
            }
        }
        return result
    }

    private static func meaning(of escaped: UInt8) -> UInt8 {
        switch escaped {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: escaped
        }
    }

    private static func codeUnit(in text: [UInt8], at index: Int) -> UInt16? {
        guard index + 4 <= text.count else { return nil }
        var unit: UInt16 = 0
        for byte in text[index..<index + 4] {
            guard let digit = hexadecimal(byte) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
