import Documents

/// Holds a tree against a shape and gathers everything that does not fit.
struct ShapeCheck {
    let source: SourceFile
    let names: DeclaredNames
    var problems = DiagnosticCollector()
    /// Where a URL carries a password, which no complaint may quote.
    var credentialPlaces: [SourceLocation] = []

    init(source: SourceFile, root: YAMLNode) {
        self.source = source
        names = DeclaredNames(root)
    }

    /// Checks a node; `subject` is the dotted path of keys that leads to it, empty for the file.
    mutating func check(_ node: YAMLNode, against shape: Shape, subject: String) {
        switch shape {
        case .scalar(let kind): checkScalar(node, kind, subject)
        case .list(let item, let least): checkList(node, of: item, atLeast: least, subject)
        case .map(let value, let kind): checkMap(node, of: value, names: kind, subject)
        case .mapping(let mapping): checkMapping(node, mapping, subject)
        case .either(let shapes):
            guard let shape = shapes.first(where: { $0.fits(node) }) else {
                return complain(node, expected: shape, subject)
            }
            check(node, against: shape, subject: subject)
        case .variants(let variants, let lastIsDefault):
            checkVariants(node, variants, lastIsDefault: lastIsDefault, subject)
        case .tree(let place): checkTree(node, place, subject)
        }
    }

    private mutating func checkList(
        _ node: YAMLNode,
        of shape: Shape,
        atLeast least: Int,
        _ subject: String
    ) {
        guard let items = node.items else {
            return complain(node, expected: .list(of: shape), subject)
        }
        if items.count < least {
            problems.add(PipelineDiagnostics.empty(subject, at: node.location))
        }
        for item in items { check(item, against: shape, subject: subject) }
    }

    private mutating func checkMap(
        _ node: YAMLNode,
        of shape: Shape,
        names kind: NameKind,
        _ subject: String
    ) {
        guard let entries = node.entries else {
            return complain(node, expected: .map(of: shape, names: kind), subject)
        }
        if entries.isEmpty { problems.add(PipelineDiagnostics.empty(subject, at: node.location)) }
        for entry in entries {
            let name = entry.key.text ?? ""
            if !kind.admits(name) {
                problems.add(
                    PipelineDiagnostics.badName(name, kind, in: subject, at: entry.key.location)
                )
            }
            check(entry.value, against: shape, subject: "\(subject).\(name)")
        }
    }

    private mutating func checkMapping(
        _ node: YAMLNode,
        _ mapping: MappingShape,
        _ subject: String
    ) {
        guard let entries = node.entries else {
            return complain(node, expected: .mapping(mapping), subject)
        }
        for entry in entries {
            let name = entry.key.text ?? ""
            guard let key = mapping[name] else {
                problems.add(
                    PipelineDiagnostics.unknownKey(
                        name,
                        known: mapping.keys.map(\.name),
                        in: subject,
                        at: entry.key.location
                    )
                )
                continue
            }
            let path = subject.isEmpty ? name : "\(subject).\(name)"
            check(entry.value, against: key.shape, subject: path)
        }
        for key in mapping.keys where key.isRequired && node.entry(key.name) == nil {
            problems.add(PipelineDiagnostics.missingKey(key, in: subject, at: node.location))
        }
    }

    private mutating func checkVariants(
        _ node: YAMLNode,
        _ variants: [MappingShape],
        lastIsDefault: Bool,
        _ subject: String
    ) {
        guard node.entries != nil else {
            return complain(node, expected: .variants(variants, lastIsDefault: false), subject)
        }
        let marks = variants.dropLast(lastIsDefault ? 1 : 0).compactMap(\.keys.first)
        if let written = marks.firstIndex(where: { node.entry($0.name) != nil }) {
            checkMapping(node, variants[written], subject)
        } else if lastIsDefault, let last = variants.last {
            checkMapping(node, last, subject)
        } else {
            problems.add(
                PipelineDiagnostics.missingOne(
                    of: marks.map(\.name),
                    in: subject,
                    at: node.location
                )
            )
        }
    }

    private mutating func checkTree(_ node: YAMLNode, _ place: TemplatePlace, _ subject: String) {
        switch node.content {
        case .scalar:
            guard case .text = node.scalar else { return }
            checkTemplate(node, place)
        case .sequence(let items):
            for item in items { checkTree(item, place, subject) }
        case .mapping(let entries):
            for entry in entries { checkTree(entry.value, place, subject) }
        }
    }

    mutating func complain(_ node: YAMLNode, expected shape: Shape, _ subject: String) {
        problems.add(
            PipelineDiagnostics.wrongType(
                subject,
                expected: shape.expectation,
                found: node.kindName,
                at: node.location
            )
        )
    }
}

extension Shape {
    /// Whether a node is of the kind the shape describes, whatever it holds.
    fileprivate func fits(_ node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.either(let shapes), _): shapes.contains { $0.fits(node) }
        case (.tree, _), (.scalar, .scalar), (.list, .sequence), (.map, .mapping),
            (.mapping, .mapping), (.variants, .mapping):
            true
        default: false
        }
    }

    /// What the shape takes, as messages say it.
    fileprivate var expectation: String {
        switch self {
        case .scalar(let kind): kind.expectation
        case .list: "a list"
        case .map, .mapping, .variants: "a mapping"
        case .either(let shapes): shapes.map(\.expectation).joined(separator: " or ")
        case .tree: "anything"
        }
    }
}
