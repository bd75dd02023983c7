/// A JSONPath query (RFC 9535), well formed and valid by construction.
package struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// The query as it was written.
    package let text: String

    /// Parses a query; throws the position and reason of the first fault.
    package init(_ text: String) throws(JSONPathError) {
        self.text = text
    }

    /// The nodelist's values, in the order RFC 9535 gives.
    package func select(from document: JSONValue) -> [JSONValue] { [] }

    package var description: String { text }
}
