import Documents

extension PipelineDiagnostics {
    static func unknownKey(
        _ key: String,
        known: [String],
        in subject: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "unknown key \"\(key)\" in \(naming(subject))",
            hint: meant(key, among: known) ?? home(of: key)
                ?? "it takes " + known.joined(separator: ", ")
        )
    }

    static func missingKey(
        _ key: ShapeKey,
        in subject: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\(naming(subject)) lacks \"\(key.name)\": \(key.summary)",
            hint: "add \"\(key.name): \(key.example ?? "…")\""
        )
    }

    static func missingOne(
        of keys: [String],
        in subject: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\(naming(subject)) needs one of " + keys.joined(separator: ", ")
        )
    }

    static func wrongType(
        _ subject: String,
        expected: String,
        found: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(at: location, "\(naming(subject)) takes \(expected), not \(found)")
    }

    static func unquoted(
        _ subject: String,
        _ node: YAMLNode,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\(naming(subject)) takes text, not \(node.kindName)",
            hint: "put it in quotation marks: '\(node.text ?? "")'"
        )
    }

    static func empty(_ subject: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\(naming(subject)) is empty",
            hint: "write something, or remove the key"
        )
    }

    static func badName(
        _ name: String,
        _ kind: NameKind,
        in subject: String,
        at location: SourceLocation
    ) -> Diagnostic {
        let hint: String? =
            if case .choice(let names) = kind { meant(name, among: names) } else { nil }
        return Diagnostic(
            at: location,
            "\"\(name)\" can't be a name in \(naming(subject)): it must be \(kind.requirement)",
            hint: hint
        )
    }

    static func badChoice(
        _ word: String,
        of words: [String],
        at location: SourceLocation
    ) -> Diagnostic {
        let known = words.joined(separator: ", ")
        return Diagnostic(
            at: location,
            words.count == 1
                ? "\"\(word)\" is not known here; write \(known)"
                : "\"\(word)\" is none of \(known)",
            hint: meant(word, among: words)
        )
    }

    static func outOfRange(
        _ subject: String,
        _ value: Int,
        _ range: ClosedRange<Int>,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\(naming(subject)) takes a number from \(range.lowerBound) to \(range.upperBound), "
                + "not \(value)"
        )
    }

    /// Where a key that is nearly this one stands in the format; `nil` when there is none.
    private static func home(of key: String) -> String? {
        guard let name = Nearest.word(to: key, among: PipelineFormat.homes.keys.sorted()),
            let home = PipelineFormat.homes[name]
        else { return nil }
        return "\"\(name)\" stands under \"\(home)\""
    }
}
