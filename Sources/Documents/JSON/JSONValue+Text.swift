extension JSONValue {
    /// The bytes of a file: names sorted by Unicode scalars, two spaces a level, final newline.
    ///
    /// Equal values give equal bytes. Strings escape only what RFC 8259 demands, so U+2028 and
    /// U+2029 stay as they are; numbers keep their text.
    package func canonicalText() -> [UInt8] {
        var serializer = JSONSerializer(sortsNames: true, indents: true)
        serializer.append(self)
        return serializer.bytes + [UInt8(ascii: "\n")]
    }

    /// The same text as it stands so many levels below a document, without final newline.
    package func canonicalText(at depth: Int) -> [UInt8] {
        var serializer = JSONSerializer(sortsNames: true, indents: true, depth: depth)
        serializer.append(self)
        return serializer.bytes
    }

    /// One line without blanks or final newline, names sorted: equal values give equal bytes.
    package func canonicalLine() -> [UInt8] {
        var serializer = JSONSerializer(sortsNames: true, indents: false)
        serializer.append(self)
        return serializer.bytes
    }

    /// One line without blanks or final newline, members in the order they have.
    package func compactText() -> [UInt8] {
        var serializer = JSONSerializer(sortsNames: false, indents: false)
        serializer.append(self)
        return serializer.bytes
    }
}

extension JSONObject {
    /// The bytes of a file, in which the elements of one member's array are written already: each by
    /// `canonicalText(at: 2)`.
    package func canonicalText(with elements: [[UInt8]], of name: String) -> [UInt8] {
        var object = self
        object[name] = .array([])
        var serializer = JSONSerializer(sortsNames: true, indents: true)
        serializer.append(object, with: (name, elements))
        return serializer.bytes + [UInt8(ascii: "\n")]
    }
}
