import Documents
import Testing

@Suite("Faults in I-Regexp")
struct IRegexpParserTests {
    @Test(
        "What RFC 9485 does not know is refused at its character",
        arguments: [
            ("*", 0, "there is nothing to repeat before '*'"),
            ("a|+", 2, "there is nothing to repeat before '+'"),
            ("(?:a)", 1, "there is nothing to repeat before '?'"),
            ("a**", 2, "there is nothing to repeat before '*'"),
            ("a*?", 2, "there is nothing to repeat before '?'"),
            ("{2}", 0, "there is nothing to repeat before '{'"),
            ("a]", 1, "']' as a character is written '\\]'"),
            ("a}", 1, "'}' as a character is written '\\}'"),
            ("(a", 0, "this '(' is not closed"),
            ("a)", 1, "this ')' closes nothing; as a character it is written '\\)'"),
            ("a{", 1, "a repetition is written {2}, {2,} or {2,5}"),
            ("a{,2}", 1, "a repetition is written {2}, {2,} or {2,5}"),
            ("a{2", 1, "a repetition is written {2}, {2,} or {2,5}"),
            ("a{2,x}", 1, "a repetition is written {2}, {2,} or {2,5}"),
            ("a{3,2}", 1, "a repetition's most is less than its least"),
            ("a{10001}", 2, "a repetition repeats 10000 times at most"),
            ("a{1,99999999999999999999}", 4, "a repetition repeats 10000 times at most"),
            ("[", 0, "this '[' is not closed"),
            ("[a", 0, "this '[' is not closed"),
            ("[]", 1, "']' inside brackets is written '\\]'"),
            ("[^]", 2, "']' inside brackets is written '\\]'"),
            ("[[a]", 1, "'[' inside brackets is written '\\['"),
            ("[a-b-c]", 4, "'-' inside brackets is written first, last or '\\-'"),
            ("[--a]", 2, "'-' inside brackets is written first, last or '\\-'"),
            ("[c-a]", 1, "a range's end is before its start"),
            ("[\\p{L}-z]", 6, "'-' inside brackets is written first, last or '\\-'"),
            ("\\", 0, "a backslash stands before one of"),
            ("\\d", 0, "a backslash stands before one of"),
            ("a\\w", 1, "a backslash stands before one of"),
            ("\\$", 0, "a backslash stands before one of"),
            ("[\\s]", 1, "a backslash stands before one of"),
            ("(a)\\1", 3, "a backslash stands before one of"),
            ("\\p", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\pL", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\p{}", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\p{Lx}", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\p{Cs}", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\p{IsGreek}", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
            ("\\p{L", 0, "a general category is written \\p{L}, \\p{Lu} or \\P{Nd}"),
        ]
    )
    func locatesFaults(pattern: String, offset: Int, message: String) throws {
        let error = try #require(#expect(throws: IRegexpError.self) { try IRegexp(pattern) })
        #expect(error.offset == offset, "\(error)")
        #expect(error.message.hasPrefix(message), "\(error)")
    }

    @Test(
        "Repetitions that multiply beyond the bound are refused, those of nothing are not",
        arguments: [
            ("a{10000}", false), ("a{9000}", true), ("(a{100}){100}", false),
            ("((a{10}){10}){10}", true), ("(((((a{0,99}){99}){99}){99}){99})", false),
            ("(((((){10000}){10000}){10000}){10000}){10000}", true),
            ("(((((a{0}){10000}){10000}){10000}){10000}){10000}", true),
        ]
    )
    func boundsSize(pattern: String, isAllowed: Bool) {
        if isAllowed {
            #expect(throws: Never.self) { try IRegexp(pattern) }
        } else {
            let error = #expect(throws: IRegexpError.self) { try IRegexp(pattern) }
            #expect(
                error?.message == "the expression's repetitions multiply to more than it may be"
            )
        }
    }

    @Test("A fault reads as a sentence with the character's place, counted from 1")
    func description() {
        let error = IRegexpError(offset: 0, message: "this '[' is not closed")
        #expect("\(error)" == "this '[' is not closed, at character 1")
    }

    @Test("Groups are nested up to a bound")
    func boundsNesting() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "(", count: levels) + "a" + String(repeating: ")", count: levels)
        }
        #expect(try IRegexp(nested(64)).matchesWhole("a"))
        let error = #expect(throws: IRegexpError.self) { try IRegexp(nested(100_000)) }
        #expect(error?.offset == 64)
        #expect(error?.message == "groups are nested deeper than 64 levels")
    }
}
