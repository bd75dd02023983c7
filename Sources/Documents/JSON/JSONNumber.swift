/// A JSON number as it was written: `17841400000000000001`, `1.50`, `6e23`.
///
/// Equality is of the text; `isNumericallyEqual(to:)` and `isLess(than:)` are of the value.
package struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number's text, of RFC 8259's grammar.
    package let text: String

    /// Takes a text that follows RFC 8259's grammar to its end; `nil` when it does not.
    package init?(_ text: String) {
        var parser = JSONParser(Array(text.utf8))
        guard let number = try? parser.number(), parser.isAtEnd else { return nil }
        self = number
    }

    package init(_ integer: Int) {
        text = String(integer)
    }

    /// Takes text the parser has already checked.
    init(checked text: String) {
        self.text = text
    }

    /// The value where it is a whole number that fits, `1.0` and `1e3` included.
    package var integer: Int? {
        Int(text) ?? ExactDecimal(self).integer
    }

    /// Whether both have the same value, as `1`, `1.0` and `10e-1` have.
    ///
    /// Exact to the last digit; exponents beyond ±10^15 count as that.
    package func isNumericallyEqual(to other: JSONNumber) -> Bool {
        text == other.text || ExactDecimal(self) == ExactDecimal(other)
    }

    /// Whether the value is the smaller one, exact to the last digit.
    package func isLess(than other: JSONNumber) -> Bool {
        if let left = Int(text), let right = Int(other.text) { return left < right }
        return ExactDecimal(self) < ExactDecimal(other)
    }

    package var description: String { text }
}
