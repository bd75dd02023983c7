package import Documents

/// JSONPath alternatives: the first that selects a value other than `null` wins.
package struct ValuePick: Sendable {
    package var alternatives: [JSONPath]

    package init(_ alternatives: [JSONPath]) {
        self.alternatives = alternatives
    }

    /// The value picked, or `nil` when every alternative selects nothing or `null`.
    package func first(in document: JSONValue) -> JSONValue? {
        for path in alternatives {
            if let value = path.select(from: document).first(where: { $0 != .null }) {
                return value
            }
        }
        return nil
    }
}
