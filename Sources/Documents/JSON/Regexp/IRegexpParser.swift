/// Reads an expression by the grammar of RFC 9485, section 4.
struct IRegexpParser {
    /// How deep groups may be nested: the parser and the compiler recurse.
    static let deepestNesting = 64
    /// How often a bounded repetition may repeat.
    static let highestCount = 10_000

    let scalars: [Unicode.Scalar]
    /// The offset of the next scalar.
    var position = 0
    private var depth = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func document() throws(IRegexpError) -> IRegexpTree {
        let tree = try choice()
        if upcoming == ")" {
            throw fault("this ')' closes nothing; as a character it is written '\\)'")
        }
        return tree
    }

    /// The next scalar; `nil` at the end.
    var upcoming: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    func fault(_ message: String, at offset: Int? = nil) -> IRegexpError {
        IRegexpError(offset: offset ?? position, message: message)
    }

    /// Passes the next scalar if it is this one.
    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard upcoming == scalar else { return false }
        position += 1
        return true
    }

    private mutating func choice() throws(IRegexpError) -> IRegexpTree {
        var branches = [try branch()]
        while accept("|") { branches.append(try branch()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func branch() throws(IRegexpError) -> IRegexpTree {
        var pieces: [IRegexpTree] = []
        while let next = upcoming, next != "|", next != ")" {
            pieces.append(try quantified(try atom(next)))
        }
        return .sequence(pieces)
    }

    private mutating func atom(_ next: Unicode.Scalar) throws(IRegexpError) -> IRegexpTree {
        let start = position
        position += 1
        switch next {
        case "(": return try group(from: start)
        case "[": return .characters(try bracketed(from: start))
        case ".": return .characters(.dot)
        case "^": return .textStart
        case "$": return .textEnd
        case "\\":
            guard let category = try category(from: start) else {
                return .scalar(try escapedScalar(from: start))
            }
            return .characters(category)
        case "*", "+", "?", "{":
            throw fault("there is nothing to repeat before '\(next)'", at: start)
        case "]", "}":
            throw fault("'\(next)' as a character is written '\\\(next)'", at: start)
        default: return .scalar(next)
        }
    }

    private mutating func group(from start: Int) throws(IRegexpError) -> IRegexpTree {
        guard depth < Self.deepestNesting else {
            throw fault("groups are nested deeper than \(Self.deepestNesting) levels", at: start)
        }
        depth += 1
        defer { depth -= 1 }
        let tree = try choice()
        guard accept(")") else { throw fault("this '(' is not closed", at: start) }
        return tree
    }

    private mutating func quantified(_ tree: IRegexpTree) throws(IRegexpError) -> IRegexpTree {
        let start = position
        if accept("*") { return .repetition(tree, minimum: 0, maximum: nil) }
        if accept("+") { return .repetition(tree, minimum: 1, maximum: nil) }
        if accept("?") { return .repetition(tree, minimum: 0, maximum: 1) }
        guard accept("{") else { return tree }
        let minimum = try count(in: start)
        var maximum: Int? = minimum
        if accept(",") { maximum = upcoming == "}" ? nil : try count(in: start) }
        guard accept("}") else {
            throw fault("a repetition is written {2}, {2,} or {2,5}", at: start)
        }
        if let maximum, maximum < minimum {
            throw fault("a repetition's most is less than its least", at: start)
        }
        return .repetition(tree, minimum: minimum, maximum: maximum)
    }

    private mutating func count(in start: Int) throws(IRegexpError) -> Int {
        let first = position
        var count = 0
        while let next = upcoming, "0"..."9" ~= next {
            count = min(count * 10 + Int(next.value - 0x30), Self.highestCount + 1)
            position += 1
        }
        guard position > first else {
            throw fault("a repetition is written {2}, {2,} or {2,5}", at: start)
        }
        guard count <= Self.highestCount else {
            throw fault("a repetition repeats \(Self.highestCount) times at most", at: first)
        }
        return count
    }
}
