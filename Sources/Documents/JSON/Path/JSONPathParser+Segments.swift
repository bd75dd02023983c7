extension JSONPathParser {
    /// Any number of segments; stops before blanks that no segment follows.
    mutating func segments() throws(JSONPathError) -> [JSONPathSegment] {
        var segments: [JSONPathSegment] = []
        var overlap = 1
        while true {
            let end = position
            skipBlanks()
            let start = position
            guard let segment = try segment() else {
                position = end
                return segments
            }
            segments.append(segment)
            overlap *= max(1, segment.overlap)
            // Thirty times [*,*] would select a billion times what a document has once.
            guard overlap <= Self.mostOverlap else {
                throw fault(
                    "the query's selectors overlap: together they can select one value more than "
                        + "\(Self.mostOverlap) times",
                    at: start
                )
            }
        }
    }

    private mutating func segment() throws(JSONPathError) -> JSONPathSegment? {
        if accept("..") {
            return JSONPathSegment(
                isDescendant: true,
                selectors: try selectors(after: "'..'", orBrackets: true)
            )
        }
        if accept(".") {
            return JSONPathSegment(
                isDescendant: false,
                selectors: try selectors(after: "'.'", orBrackets: false)
            )
        }
        guard upcoming == "[" else { return nil }
        return JSONPathSegment(isDescendant: false, selectors: try bracketed())
    }

    /// What follows one dot or two without a blank.
    private mutating func selectors(
        after dots: String,
        orBrackets: Bool
    ) throws(JSONPathError) -> [JSONPathSelector] {
        if orBrackets, upcoming == "[" { return try bracketed() }
        if accept("*") { return [.wildcard] }
        guard let first = upcoming, Self.isNameStart(first) else {
            throw fault(
                orBrackets
                    ? "expected a name, '*' or '[' right after \(dots)"
                    : "expected a name or '*' right after \(dots); other names go in ['…']"
            )
        }
        let start = position
        skip { Self.isNameStart($0) || "0"..."9" ~= $0 }
        return [.name(text(from: start))]
    }

    private mutating func bracketed() throws(JSONPathError) -> [JSONPathSelector] {
        let opening = position
        position += 1
        var selectors: [JSONPathSelector] = []
        repeat {
            skipBlanks()
            if upcoming == nil { throw fault("this '[' is not closed", at: opening) }
            selectors.append(try selector())
            skipBlanks()
        } while accept(",")
        if accept("]") { return selectors }
        if upcoming == nil { throw fault("this '[' is not closed", at: opening) }
        throw fault("expected ',' or ']' after a selector")
    }

    private mutating func selector() throws(JSONPathError) -> JSONPathSelector {
        switch upcoming {
        case "'", "\"": return .name(try string())
        case "*":
            position += 1
            return .wildcard
        case "?":
            position += 1
            skipBlanks()
            return .filter(try filter())
        case "-", ":": return try indexOrSlice()
        case .some("0"..."9"): return try indexOrSlice()
        case .some(let next) where Self.isNameStart(next):
            throw fault("a name in brackets is written in quotes, as ['name']")
        default:
            throw fault("expected a name in quotes, an index, a slice, '*' or '?'")
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> JSONPathSelector {
        var slice = JSONPathSlice()
        if upcoming != ":" {
            let index = try integer()
            guard acceptAfterBlanks(":") else { return .index(index) }
            slice.start = index
        } else {
            position += 1
        }
        slice.end = try optionalInteger()
        if acceptAfterBlanks(":"), let step = try optionalInteger() { slice.step = step }
        return .slice(slice)
    }

    private mutating func optionalInteger() throws(JSONPathError) -> Int? {
        let start = position
        skipBlanks()
        switch upcoming {
        case "-", .some("0"..."9"): return try integer()
        default:
            position = start
            return nil
        }
    }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", "\u{80}"...: true
        default: false
        }
    }
}
