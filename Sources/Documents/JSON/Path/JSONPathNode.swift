/// A value in a document and where it is (RFC 9535, section 1.1).
package struct JSONPathNode: Sendable {
    package let value: JSONValue
    /// `nil` where nobody asks for paths, which then cost nothing.
    let place: JSONPathPlace?

    init(_ value: JSONValue, place: JSONPathPlace? = nil) {
        self.value = value
        self.place = place
    }

    /// The node's normalized path, as `$['data'][0]` (section 2.7).
    package var path: String {
        place?.normalizedPath ?? "$"
    }

    func child(_ value: JSONValue, at step: JSONPathPlace.Step) -> JSONPathNode {
        JSONPathNode(value, place: place.map { JSONPathPlace(parent: $0, step: step) })
    }

    /// The children in order: elements of an array, values of an object's members.
    var children: [JSONPathNode] {
        switch value {
        case .array(let elements):
            elements.enumerated().map { child($0.element, at: .index($0.offset)) }
        case .object(let object):
            object.members.map { child($0.value, at: .name($0.name)) }
        default: []
        }
    }
}
