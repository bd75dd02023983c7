/// A tag of YAML's core schema (YAML 1.2.2, section 10.3).
enum YAMLTag: String {
    case text = "tag:yaml.org,2002:str"
    case null = "tag:yaml.org,2002:null"
    case boolean = "tag:yaml.org,2002:bool"
    case integer = "tag:yaml.org,2002:int"
    case float = "tag:yaml.org,2002:float"
    case list = "tag:yaml.org,2002:seq"
    case mapping = "tag:yaml.org,2002:map"
    /// A lone `!`: what it stands before is not a plain scalar.
    case nonSpecific = "!"

    /// Whether the tag may stand before this content, as the tagged scalar reads.
    func fits(_ content: YAMLNode.Content) -> Bool {
        switch (self, content) {
        case (.nonSpecific, _), (.text, .scalar), (.list, .sequence), (.mapping, .mapping): true
        case (_, .scalar(let text, _)): fits(YAMLScalar(plain: text))
        default: false
        }
    }

    private func fits(_ scalar: YAMLScalar) -> Bool {
        switch (self, scalar) {
        case (.null, .null), (.boolean, .bool), (.integer, .integer), (.float, .integer),
            (.float, .decimal):
            true
        case (.integer, .decimal(let text)): !text.contains { ".eE".contains($0) }
        default: false
        }
    }

    /// A tag as people write it: `!!binary` for `tag:yaml.org,2002:binary`.
    static func shorthand(_ tag: String) -> String {
        let core = "tag:yaml.org,2002:"
        return tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    }

    /// The node's content as its tag reads it: `!!str 5` is text, `!!int "5"` a number.
    static func apply(
        _ name: String,
        to node: YAMLNode
    ) throws(YAMLError) -> YAMLNode.Content {
        guard let tag = YAMLTag(rawValue: name) else {
            throw YAMLError(diagnostics: [
                Diagnostic(
                    at: node.location,
                    "the tag \"\(shorthand(name))\" is not known here",
                    hint: "remove it: a value's meaning follows from its place"
                )
            ])
        }
        guard tag.fits(node.content) else {
            throw YAMLError(diagnostics: [
                Diagnostic(
                    at: node.location,
                    "the tag \"\(shorthand(name))\" does not fit \(node.kindName)"
                )
            ])
        }
        guard case .scalar(let text, let style) = node.content else { return node.content }
        switch tag {
        case .text, .nonSpecific: return .scalar(text, style == .plain ? .quoted : style)
        default: return .scalar(text, .plain)
        }
    }
}
