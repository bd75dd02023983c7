package import Documents

/// A status file about everybody.
///
/// Of one that lists connections the rows are written already: each is in several lists.
package enum StatusDocument: Sendable {
    case whole(JSONValue)
    /// What is beside the rows, and for each connection a `ConnectionRow.text`.
    case list(JSONObject, rows: [[UInt8]])

    /// The member that holds the rows.
    private static let member = "connections"

    /// The bytes of the file.
    func text() -> [UInt8] {
        switch self {
        case .whole(let value): value.canonicalText()
        case .list(let object, let rows): object.canonicalText(with: rows, of: Self.member)
        }
    }

    /// All of it as a value.
    func value() -> JSONValue {
        switch self {
        case .whole(let value): value
        case .list(let object, _): (try? JSONValue(parsing: text())) ?? .object(object)
        }
    }
}
