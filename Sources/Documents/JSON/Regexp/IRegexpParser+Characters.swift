extension IRegexpParser {
    /// A set in brackets, after its opening one.
    mutating func bracketed(from start: Int) throws(IRegexpError) -> IRegexpCharacters {
        var characters = IRegexpCharacters()
        if accept("^") { characters.negate() }
        if accept("-") {
            characters.insert("-"..."-")
        } else {
            try insertItem(in: &characters, from: start)
        }
        while let next = upcoming, next != "]", next != "-" {
            try insertItem(in: &characters, from: start)
        }
        if accept("-") {
            characters.insert("-"..."-")
            if let next = upcoming, next != "]" {
                throw fault("'-' inside brackets is written first, last or '\\-'", at: position - 1)
            }
        }
        guard accept("]") else { throw fault("this '[' is not closed", at: start) }
        return characters
    }

    /// A category, a character or a range of characters.
    private mutating func insertItem(
        in characters: inout IRegexpCharacters,
        from start: Int
    ) throws(IRegexpError) {
        let itemStart = position
        if accept("\\") {
            if let category = try category(from: itemStart) {
                for member in category.categories { characters.insert(member) }
                return
            }
            position = itemStart
        }
        let first = try character(from: start)
        guard upcoming == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            characters.insert(first...first)
            return
        }
        position += 1
        let last = try character(from: start)
        guard first <= last else { throw fault("a range's end is before its start", at: itemStart) }
        characters.insert(first...last)
    }

    private mutating func character(from start: Int) throws(IRegexpError) -> Unicode.Scalar {
        guard let next = upcoming else { throw fault("this '[' is not closed", at: start) }
        position += 1
        switch next {
        case "\\": return try escapedScalar(from: position - 1)
        case "[", "]", "-":
            throw fault("'\(next)' inside brackets is written '\\\(next)'", at: position - 1)
        default: return next
        }
    }

    /// The character an escape stands for, after its backslash.
    mutating func escapedScalar(from start: Int) throws(IRegexpError) -> Unicode.Scalar {
        let letter = upcoming
        position += letter == nil ? 0 : 1
        switch letter {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case .some(let letter) where "()*+-.?[\\]^{|}".unicodeScalars.contains(letter):
            return letter
        default:
            throw fault(
                "a backslash stands before one of ( ) * + - . ? [ \\ ] ^ { | } n r t p P",
                at: start
            )
        }
    }

    /// `\p{…}` or `\P{…}`, after its backslash; `nil` when something else is escaped.
    mutating func category(from start: Int) throws(IRegexpError) -> IRegexpCharacters? {
        guard upcoming == "p" || upcoming == "P" else { return nil }
        let isNegated = upcoming == "P"
        position += 1
        var name = ""
        if accept("{") {
            // No name has more than two letters.
            while let next = upcoming, next != "}", name.unicodeScalars.count < 3 {
                name.unicodeScalars.append(next)
                position += 1
            }
        }
        guard accept("}"), let category = IRegexpCategory(name: name, isNegated: isNegated) else {
            throw fault("a general category is written \\p{L}, \\p{Lu} or \\P{Nd}", at: start)
        }
        var characters = IRegexpCharacters()
        characters.insert(category)
        return characters
    }
}
