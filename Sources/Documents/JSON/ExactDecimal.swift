/// The value of a JSON number: a sign and `0.digits × 10^magnitude`, without loss.
struct ExactDecimal: Equatable, Comparable {
    /// Zero has no sign: `-0` equals `0`.
    private(set) var isNegative = false
    /// Digits from 0 to 9 without zeros at either end; empty for zero.
    private(set) var digits: [UInt8] = []
    private(set) var magnitude = 0

    /// Where an exponent stops counting, so that sums with digit counts never overflow.
    private static let exponentLimit = 1_000_000_000_000_000

    init(_ number: JSONNumber) {
        var wholeDigits: Int?
        var exponent = 0
        var exponentIsNegative = false
        var isInExponent = false
        var isNegative = false
        for byte in number.text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                if isInExponent {
                    exponent = min(exponent * 10 + Int(digit), Self.exponentLimit)
                } else {
                    digits.append(digit)
                }
            case UInt8(ascii: "."): wholeDigits = digits.count
            case UInt8(ascii: "-"):
                if isInExponent { exponentIsNegative = true } else { isNegative = true }
            case UInt8(ascii: "e"), UInt8(ascii: "E"): isInExponent = true
            default: break
            }
        }
        let leadingZeros = digits.prefix { $0 == 0 }.count
        let whole = wholeDigits ?? digits.count
        digits.removeFirst(leadingZeros)
        while digits.last == 0 { digits.removeLast() }
        guard !digits.isEmpty else { return }
        self.isNegative = isNegative
        magnitude = whole - leadingZeros + (exponentIsNegative ? -exponent : exponent)
    }

    /// The value where it is whole and fits; `nil` otherwise.
    var integer: Int? {
        guard !digits.isEmpty else { return 0 }
        // An Int has at most 19 digits, so a huge exponent ends here.
        guard magnitude >= digits.count, magnitude <= 19 else { return nil }
        var result = 0
        for place in 0..<magnitude {
            let digit = place < digits.count ? Int(digits[place]) : 0
            let (shifted, overflowed) = result.multipliedReportingOverflow(by: 10)
            let (sum, carried) = shifted.subtractingReportingOverflow(digit)
            guard !overflowed, !carried else { return nil }
            result = sum
        }
        // Counted downwards, because the smallest Int has no positive partner.
        if isNegative { return result }
        let (positive, overflowed) = result.multipliedReportingOverflow(by: -1)
        return overflowed ? nil : positive
    }

    static func < (left: Self, right: Self) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.isNegative
            ? left.isFurtherFromZero(than: right) : right.isFurtherFromZero(than: left)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isFurtherFromZero(than other: Self) -> Bool {
        guard magnitude == other.magnitude else { return magnitude > other.magnitude }
        return other.digits.lexicographicallyPrecedes(digits)
    }
}
