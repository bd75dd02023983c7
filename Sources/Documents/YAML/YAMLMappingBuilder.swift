/// A mapping as its entries arrive: each key once, and merged entries last.
struct YAMLMappingBuilder {
    private var entries: [YAMLNode.Entry] = []
    private var merged: [YAMLNode.Entry] = []
    /// Where each of the mapping's own keys stands, the merge key included.
    private var places: [String: SourceLocation] = [:]

    /// Takes an entry, or says why it can't.
    mutating func add(_ entry: YAMLNode.Entry) -> Diagnostic? {
        guard let key = entry.key.text else { return Self.noText(entry.key) }
        if let first = places[key] { return Self.duplicate(key, entry.key.location, first: first) }
        places[key] = entry.key.location
        guard case .scalar("<<", .plain) = entry.key.content else {
            guard !entry.key.isNull || !key.isEmpty else { return Self.noText(entry.key) }
            entries.append(entry)
            return nil
        }
        return merge(entry.value)
    }

    /// The mapping's own entries in order, then the merged ones it does not have.
    func finish() -> [YAMLNode.Entry] {
        var seen = Set(places.keys)
        return entries + merged.filter { seen.insert($0.key.text ?? "").inserted }
    }

    private mutating func merge(_ value: YAMLNode) -> Diagnostic? {
        for source in value.items ?? [value] {
            guard let more = source.entries else {
                return Diagnostic(
                    at: source.location,
                    "the merge key \"<<\" takes a mapping or a list of mappings, "
                        + "not \(source.kindName)",
                    hint: "write \"<<: *name\", where \"&name\" stands before a mapping"
                )
            }
            merged += more
        }
        return nil
    }

    private static func noText(_ key: YAMLNode) -> Diagnostic {
        Diagnostic(
            at: key.location,
            "a key must be text, not \(key.kindName)",
            hint: key.entries == nil
                ? "write \"key: value\"" : "put text that begins with a brace in quotation marks"
        )
    }

    private static func duplicate(
        _ key: String,
        _ location: SourceLocation,
        first: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "the key \"\(key)\" stands twice in one mapping",
            hint: "remove one of the two",
            notes: [Diagnostic(.note, at: first, "it stands here first")]
        )
    }
}
