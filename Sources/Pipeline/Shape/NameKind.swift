/// What the free names in a mapping look like: those the file's writer makes up.
enum NameKind: Sendable {
    /// A name that variables can refer to: letters, digits and `_`, no digit first.
    case identifier
    /// A header's name: a token of RFC 9110, section 5.6.2.
    case header
    /// A name the provider gives: anything that is not empty.
    case provider
    /// One of the standard's parameters.
    case choice([String])

    func admits(_ name: String) -> Bool {
        switch self {
        case .identifier:
            name.unicodeScalars.first.map { !("0"..."9").contains($0) } == true
                && name.unicodeScalars.allSatisfy { Self.isAlphanumeric($0) || $0 == "_" }
        case .header:
            !name.isEmpty
                && name.unicodeScalars.allSatisfy {
                    Self.isAlphanumeric($0) || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0)
                }
        case .provider: !name.isEmpty
        case .choice(let names): names.contains(name)
        }
    }

    /// What a name must be, to follow "must be".
    var requirement: String {
        switch self {
        case .identifier: "letters, digits and _, with no digit first"
        case .header: "a header's name"
        case .provider: "not empty"
        case .choice(let names): "one of " + names.joined(separator: ", ")
        }
    }

    /// The same for editors, as an ECMAScript expression.
    var expression: String {
        switch self {
        case .identifier: "^[A-Za-z_][A-Za-z0-9_]*$"
        case .header: "^[!#$%&'*+\\-.^_`|~A-Za-z0-9]+$"
        case .provider: "^[\\s\\S]+$"
        case .choice(let names): "^(" + names.joined(separator: "|") + ")$"
        }
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar)
    }
}
