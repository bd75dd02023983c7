extension JSONValue {
    /// An object's member; `nil` when there is none of that name or this is no object.
    package subscript(_ name: String) -> JSONValue? {
        object?[name]
    }

    /// An array's element; `nil` outside its bounds or when this is no array.
    package subscript(_ index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text of a string; `nil` for every other kind.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements of an array; `nil` for every other kind.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The object itself; `nil` for every other kind.
    package var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The number itself, its text exact; `nil` for every other kind.
    package var number: JSONNumber? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// A number that is whole and fits, `1.0` and `1e3` included; `nil` for everything else.
    package var integer: Int? {
        number?.integer
    }

    /// `true` or `false`; `nil` for every other kind.
    package var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// A string's text or a number's text as it was written; `nil` for every other kind.
    ///
    /// Providers send the same id now as a string, now as a number.
    package var exactText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        default: nil
        }
    }
}
