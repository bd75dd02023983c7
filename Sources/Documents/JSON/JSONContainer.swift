/// An array or object whose end the parser has not seen yet.
struct JSONContainer {
    enum Kind {
        case array, object
    }

    let kind: Kind
    /// The byte offset of the opening bracket.
    let start: Int
    /// The name whose value comes next.
    var name = ""
    private var elements: [JSONValue] = []
    private var object = JSONObject()

    init(_ kind: Kind, start: Int) {
        self.kind = kind
        self.start = start
    }

    var value: JSONValue {
        switch kind {
        case .array: .array(elements)
        case .object: .object(object)
        }
    }

    mutating func add(_ value: JSONValue) {
        switch kind {
        case .array: elements.append(value)
        case .object: object[name] = value
        }
    }
}

extension JSONContainer.Kind {
    var closingBracket: UInt8 {
        switch self {
        case .array: UInt8(ascii: "]")
        case .object: UInt8(ascii: "}")
        }
    }
}
