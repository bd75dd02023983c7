/// One file on its way from events to a tree.
struct YAMLComposition: ~Copyable {
    /// A node and how large it is.
    struct Composed {
        var node: YAMLNode
        var measure: YAMLMeasure
        /// Stands in for an alias that was complained about: what it would be is unknown.
        var isPlaceholder = false
    }

    private enum Anchor {
        /// The node is still being composed: an alias to it would hold itself.
        case open(SourceLocation)
        case closed(Composed)
    }

    /// More complaints than this help nobody.
    private static let mostProblems = 100

    private let start: SourceLocation
    private var parser: YAMLParser
    private var anchors: [String: Anchor] = [:]
    private var growth = YAMLMeasure(nodes: 0, bytes: 0, height: 0)
    private var hasOutgrown = false
    private var problems = DiagnosticCollector()
    private var problemCount = 0

    init(_ source: SourceFile) throws(YAMLError) {
        start = source.location(byte: 0)
        parser = try YAMLParser(source)
    }

    /// The file's one document, or all complaints about it, sorted by place.
    mutating func compose() throws(YAMLError) -> YAMLNode {
        var root: YAMLNode?
        do throws(YAMLError) {
            root = try document()
        } catch {
            problems.add(contentsOf: error.diagnostics)
        }
        guard let root, problems.isEmpty else {
            throw YAMLError(diagnostics: problems.diagnostics)
        }
        return root
    }

    private mutating func document() throws(YAMLError) -> YAMLNode {
        _ = try parser.next()
        let first = try parser.next()
        guard case .documentStart = first.kind else {
            throw YAMLError(diagnostics: [Diagnostic(at: start, "the file holds no YAML document")])
        }
        let root = try node(try parser.next(), depth: 0)
        _ = try parser.next()
        let last = try parser.next()
        guard case .streamEnd = last.kind else {
            throw YAMLError(diagnostics: [
                Diagnostic(
                    at: last.location,
                    "a second document begins here, and a file holds one",
                    hint: "remove the \"---\", or move what follows into a file of its own"
                )
            ])
        }
        return root.node
    }

    /// Keeps a complaint and goes on, until there are so many that going on is no help.
    mutating func complain(_ problem: Diagnostic) throws(YAMLError) {
        problems.add(problem)
        problemCount += 1
        guard problemCount < Self.mostProblems else { throw YAMLError(diagnostics: []) }
    }

    /// The node that an event begins, `depth` lists and mappings below the root.
    private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Composed {
        switch event.kind {
        case .alias(let name):
            return try alias(name, at: event.location, depth: depth)
        case .scalar(let text, let style, let properties):
            let content = YAMLNode.Content.scalar(text, style)
            return try finish(content, .scalar(text), properties, at: event.location)
        case .sequenceStart(let properties):
            try open(properties, at: event.location, depth: depth)
            let (items, measure) = try sequence(depth: depth + 1)
            return try finish(.sequence(items), measure, properties, at: event.location)
        case .mappingStart(let properties):
            try open(properties, at: event.location, depth: depth)
            let (entries, measure) = try mapping(depth: depth + 1)
            return try finish(.mapping(entries), measure, properties, at: event.location)
        default:
            throw YAMLError(diagnostics: [Diagnostic(at: event.location, "a value is missing here")]
            )
        }
    }

    private mutating func sequence(
        depth: Int
    ) throws(YAMLError) -> ([YAMLNode], YAMLMeasure) {
        var items: [YAMLNode] = []
        var measure = YAMLMeasure.emptyCollection
        while true {
            let event = try parser.next()
            if case .sequenceEnd = event.kind { return (items, measure) }
            let item = try node(event, depth: depth)
            measure.hold(item.measure)
            items.append(item.node)
        }
    }

    private mutating func mapping(
        depth: Int
    ) throws(YAMLError) -> ([YAMLNode.Entry], YAMLMeasure) {
        var mapping = YAMLMappingBuilder()
        var measure = YAMLMeasure.emptyCollection
        while true {
            let event = try parser.next()
            if case .mappingEnd = event.kind { return (mapping.finish(), measure) }
            let key = try node(event, depth: depth)
            let value = try node(try parser.next(), depth: depth)
            measure.hold(key.measure)
            measure.hold(value.measure)
            guard !key.isPlaceholder, !value.isPlaceholder else { continue }
            if let problem = mapping.add(YAMLNode.Entry(key: key.node, value: value.node)) {
                try complain(problem)
            }
        }
    }

    /// Begins a list or mapping: it may hold no alias to itself, nor lie too deep.
    private mutating func open(
        _ properties: YAMLEvent.Properties,
        at location: SourceLocation,
        depth: Int
    ) throws(YAMLError) {
        guard depth < YAMLMeasure.mostLevels else {
            throw YAMLError(diagnostics: [Self.tooDeep(at: location)])
        }
        if let name = properties.anchor { anchors[name] = .open(location) }
    }

    /// Applies the tag and remembers the anchor of a whole node.
    private mutating func finish(
        _ content: YAMLNode.Content,
        _ measure: YAMLMeasure,
        _ properties: YAMLEvent.Properties,
        at location: SourceLocation
    ) throws(YAMLError) -> Composed {
        var node = YAMLNode(content: content, location: location)
        if let tag = properties.tag {
            do throws(YAMLError) {
                node.content = try YAMLTag.apply(tag, to: node)
            } catch {
                for problem in error.diagnostics { try complain(problem) }
            }
        }
        let composed = Composed(node: node, measure: measure)
        if let name = properties.anchor { anchors[name] = .closed(composed) }
        return composed
    }

    /// The node an alias stands for, with the alias's own place.
    private mutating func alias(
        _ name: String,
        at location: SourceLocation,
        depth: Int
    ) throws(YAMLError) -> Composed {
        let nothing = YAMLNode(content: .scalar("", .plain), location: location)
        let placeholder = Composed(node: nothing, measure: .scalar(""), isPlaceholder: true)
        switch anchors[name] {
        case nil:
            try complain(Self.undefined(name, at: location, known: anchors.keys))
            return placeholder
        case .open(let beginning):
            try complain(Self.holdsItself(name, at: location, since: beginning))
            return placeholder
        case .closed(var composed):
            guard depth + composed.measure.height <= YAMLMeasure.mostLevels else {
                throw YAMLError(diagnostics: [Self.tooDeep(at: location)])
            }
            guard growth.canGrow(by: composed.measure) else {
                // Once is enough: every later alias would say the same.
                if !hasOutgrown { try complain(Self.tooMuch(at: location)) }
                hasOutgrown = true
                return placeholder
            }
            growth.hold(composed.measure)
            composed.node.location = location
            return composed
        }
    }
}
