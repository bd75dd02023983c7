/// What a segment picks among a node's children (RFC 9535, section 2.3).
enum JSONPathSelector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(JSONPathSlice)
    case filter(JSONPathExpression)

    /// A selector of one child.
    enum Single: Hashable {
        case name(ExactText)
        case index(Int)
    }

    /// The one child it selects; `nil` where it may select several.
    var single: Single? {
        switch self {
        case .name(let name): .name(ExactText(name))
        case .index(let index): .index(index)
        case .wildcard, .slice, .filter: nil
        }
    }

    var isSingular: Bool { single != nil }
}
