/// A node's place in its document, from the node up to the root.
final class JSONPathPlace: Sendable {
    enum Step: Sendable {
        case root
        case name(String)
        case index(Int)
    }

    let parent: JSONPathPlace?
    let step: Step

    init(parent: JSONPathPlace? = nil, step: Step) {
        self.parent = parent
        self.step = step
    }

    /// The place as RFC 9535, section 2.7, writes it.
    var normalizedPath: String {
        var steps: [Step] = []
        var place: JSONPathPlace? = self
        while let current = place {
            steps.append(current.step)
            place = current.parent
        }
        return steps.reversed().map(\.normalizedText).joined()
    }
}

extension JSONPathPlace.Step {
    fileprivate var normalizedText: String {
        switch self {
        case .root: "$"
        case .index(let index): "[\(index)]"
        case .name(let name): "['\(name.unicodeScalars.map(Self.escaped).joined())']"
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "'": "\\'"
        case "\\": "\\\\"
        case "\u{08}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{0C}": "\\f"
        case "\r": "\\r"
        case "\u{00}"..<"\u{10}": "\\u000" + String(scalar.value, radix: 16)
        case "\u{10}"..<"\u{20}": "\\u00" + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
