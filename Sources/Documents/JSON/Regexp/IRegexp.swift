/// An interoperable regular expression (RFC 9485), matched in time linear in the text.
///
/// An unescaped `^` and `$` outside brackets stand for the text's start and end, as they do in
/// the dialects that RFC 9485, section 5, maps to; in brackets they are characters.
package struct IRegexp: Hashable, Sendable, CustomStringConvertible {
    /// The expression as it was written.
    package let text: String
    private let program: IRegexpProgram

    /// Parses an expression; throws the position and reason of the first fault.
    ///
    /// Refuses groups nested too deeply and repetitions that multiply beyond a bound.
    package init(_ text: String) throws(IRegexpError) {
        self.text = text
        var parser = IRegexpParser(text)
        program = try IRegexpProgram(parser.document())
    }

    /// Whether the whole text matches.
    package func matchesWhole(_ text: String) -> Bool {
        var matcher = IRegexpMatcher(program, whole: true)
        return matcher.matches(text)
    }

    /// Whether any part of the text matches, the empty one included.
    package func matchesPart(_ text: String) -> Bool {
        var matcher = IRegexpMatcher(program, whole: false)
        return matcher.matches(text)
    }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool {
        ExactText(left.text) == ExactText(right.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(text))
    }
}
