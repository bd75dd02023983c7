/// A JSON number as it was written: `17841400000000000001`, `1.50`, `6e23`.
///
/// Equality is of the text; arithmetic comparison belongs to JSONPath.
package struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number's text, of RFC 8259's grammar.
    package let text: String

    /// Takes text that is known to follow the grammar; `nil` when it does not.
    package init?(_ text: String) {
        self.text = text
    }

    package init(_ integer: Int) {
        text = String(integer)
    }

    /// The value where it is a whole number that fits, `1.0` and `1e3` included.
    package var integer: Int? { Int(text) }

    package var description: String { text }
}
