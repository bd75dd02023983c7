/// A complaint of libyaml, put into words that say what to write instead.
struct YAMLProblem {
    /// libyaml's own sentence, and where it gave up, in Unicode scalars from 0.
    let sentence: String
    let mark: Int
    /// What libyaml was reading ("while parsing a block mapping"), and where that began.
    let context: String?
    let contextMark: Int

    static func outOfMemory(at location: SourceLocation) -> Diagnostic {
        Diagnostic(at: location, "there is not enough memory to read the file")
    }

    func diagnostic(in source: SourceFile) -> Diagnostic {
        let place = source.location(scalar: mark)
        let began = source.location(scalar: contextMark)
        if isUnclosedQuote {
            return Diagnostic(
                at: began,
                "this quoted text never ends",
                hint: "close it with the quotation mark it began with"
            )
        }
        if let tab = tabPlace(at: place, in: source) {
            return Diagnostic(
                at: tab,
                "a tab is used for indentation, where YAML allows only spaces",
                hint: "indent with spaces, two for each level"
            )
        }
        let (message, hint) = wording(at: place, in: source)
        return Diagnostic(
            at: place,
            message,
            hint: hint,
            notes: notes(began: began, broke: place)
        )
    }

    private var isUnclosedQuote: Bool {
        context?.hasSuffix("a quoted scalar") == true
            && (sentence == "found unexpected end of stream"
                || sentence == "found unexpected document indicator")
    }

    /// The tab that stands in the indentation of the line where libyaml gave up.
    ///
    /// libyaml calls it a character that starts no token, or finds it only as a key out of line.
    private func tabPlace(at place: SourceLocation, in source: SourceFile) -> SourceLocation? {
        guard let line = source.line(place.line) else { return nil }
        let indentation = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }
        guard let tab = indentation.firstIndex(of: "\t"), place.column <= indentation.count + 1
        else {
            return sentence.contains("tab character") ? place : nil
        }
        let column = indentation.distance(from: indentation.startIndex, to: tab) + 1
        return SourceLocation(path: place.path, line: place.line, column: column)
    }

    private func notes(began: SourceLocation, broke: SourceLocation) -> [Diagnostic] {
        guard let context, began != broke else { return [] }
        let words = context.split(separator: " ").drop { $0 != "a" && $0 != "an" }.dropFirst()
        guard !words.isEmpty else { return [] }
        let construct = Self.plain[
            words.joined(separator: " "),
            default: words.joined(separator: " ")
        ]
        return [Diagnostic(.note, at: began, "the \(construct) begins here")]
    }

    private func wording(
        at place: SourceLocation,
        in source: SourceFile
    ) -> (message: String, hint: String?) {
        if sentence == "found character that cannot start any token" {
            return (
                "\(Self.character(at: place, in: source)) can't begin a plain value",
                "put the value in quotation marks"
            )
        }
        let before = source.line(place.line)?.unicodeScalars.prefix(place.column - 1)
        if sentence == "did not find expected key", before?.contains(where: { $0 != " " }) == true {
            return (
                "the value before this has ended, and nothing can follow it on its line",
                "put the whole value in quotation marks"
            )
        }
        return Self.wordings[sentence] ?? (sentence, nil)
    }

    private static func character(at place: SourceLocation, in source: SourceFile) -> String {
        let scalars = source.line(place.line)?.unicodeScalars.dropFirst(place.column - 1)
        guard let scalar = scalars?.first else { return "this character" }
        return "the character \"\(scalar)\""
    }

    /// libyaml's names of things, where a newcomer would use others.
    private static let plain = [
        "block collection": "list", "block sequence": "list", "flow sequence": "list",
        "block mapping": "mapping", "flow mapping": "mapping", "simple key": "key",
        "quoted scalar": "quoted text", "plain scalar": "text", "block scalar": "block of text",
        "block node": "node", "flow node": "node",
    ]

    private static let wordings: [String: (message: String, hint: String?)] = [
        "did not find expected key": (
            "this does not line up with the mapping it belongs to",
            "give every key of a mapping the same indentation"
        ),
        "did not find expected '-' indicator": (
            "this does not line up with the list it belongs to",
            "begin every item of a list with \"- \" at the same indentation"
        ),
        "mapping values are not allowed in this context": (
            "a colon followed by a space can't stand here",
            "put the value in quotation marks, or begin the mapping on a line of its own"
        ),
        "block sequence entries are not allowed in this context": (
            "a list item can't begin here", "begin the list on a line of its own"
        ),
        "mapping keys are not allowed in this context": (
            "a key can't begin here", "begin the mapping on a line of its own"
        ),
        "could not find expected ':'": (
            "this key has no colon after it", "write \"key: value\", with a space after the colon"
        ),
        "did not find expected ',' or ']'": (
            "the list in brackets goes on without a comma or its closing bracket",
            "separate items with \",\" and close the list with \"]\""
        ),
        "did not find expected ',' or '}'": (
            "the mapping in braces goes on without a comma or its closing brace",
            "separate entries with \",\" and end with \"}\", or quote text that has braces"
        ),
        "did not find expected node content": (
            "a value is missing here",
            "write a value, or put text that begins so in quotation marks"
        ),
        "did not find expected <document start>": (
            "the document has ended, and this does not belong to it",
            "give it the indentation of the lines it belongs to"
        ),
        "found unknown escape character": (
            "this escape is not known inside double quotation marks",
            "write \"\\\\\" for a backslash, or use single quotation marks"
        ),
        "did not find expected comment or line break": (
            "a block of text can't begin on the line of its \"|\" or \">\"",
            "begin the text on the next line, indented"
        ),
        "found unknown directive name": (
            "a line that begins with \"%\" is a directive, and this one is not known",
            "put text that begins so in quotation marks"
        ),
        "found undefined tag handle": (
            "this tag's prefix is not declared", "remove the tag"
        ),
        "found incompatible YAML document": (
            "the file asks for a YAML version other than 1.1 or 1.2", "remove the %YAML line"
        ),
    ]
}
