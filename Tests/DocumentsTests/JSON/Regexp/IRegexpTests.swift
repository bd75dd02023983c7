import Documents
import Testing

@Suite("Matching with I-Regexp")
struct IRegexpTests {
    @Test(
        "An expression matches whole texts and parts of texts",
        arguments: [
            ("", "", true, true), ("", "a", false, true), ("a", "a", true, true),
            ("a", "ba", false, true), ("ab", "a", false, false), ("a|bc", "bc", true, true),
            ("a|bc", "ac", false, true), ("(a|b)c", "bc", true, true), ("a||b", "", true, true),
            ("a*", "", true, true), ("a*", "aaa", true, true), ("a+", "", false, false),
            ("ab?c", "ac", true, true), ("ab?c", "abbc", false, false),
            ("a{2}", "aa", true, true), ("a{2}", "aaa", false, true), ("a{2}", "a", false, false),
            ("a{2,}", "aaaa", true, true), ("a{2,3}", "aaa", true, true),
            ("a{2,3}", "aaaa", false, true), ("a{0}", "", true, true),
            ("a{0,0}b", "ab", false, true),
            ("(ab){2}", "abab", true, true), ("()*", "", true, true), ("(a*)*b", "aab", true, true),
            ("(a?){3}", "aa", true, true), ("(|a)+", "aaa", true, true),
            ("a.c", "abc", true, true), ("a.c", "a😀c", true, true), ("a.c", "a\nc", false, false),
            ("a.c", "a\rc", false, false), ("a.c", "a\u{2028}c", true, true),
            ("1,2-3", "1,2-3", true, true), ("a/b<>=#&~", "a/b<>=#&~", true, true),
        ]
    )
    func matches(pattern: String, text: String, whole: Bool, part: Bool) throws {
        let regexp = try IRegexp(pattern)
        #expect(regexp.matchesWhole(text) == whole)
        #expect(regexp.matchesPart(text) == part)
    }

    @Test(
        "A set in brackets matches its characters",
        arguments: [
            ("[abc]", "b", true), ("[abc]", "d", false), ("[^abc]", "d", true),
            ("[^abc]", "a", false), ("[a-c]", "b", true), ("[a-c]", "-", false),
            ("[-a]", "-", true), ("[a-]", "-", true), ("[^-a]", "-", false), ("[-]", "-", true),
            ("[a\\-c]", "-", true), ("[a\\-c]", "b", false), ("[\\[\\]]", "]", true),
            ("[.*?+(){}|$]", "|", true), ("[.]", "a", false), ("[a^]", "^", true),
            ("[\\n\\t]", "\n", true), ("[0-9A-Fa-f]", "e", true), ("[ż-ž]", "ž", true),
            ("[😀-😎]", "😃", true), ("[\\p{Lu}_]", "Ł", true), ("[\\p{Lu}_]", "_", true),
            ("[\\p{Lu}_]", "ł", false), ("[^\\p{L}]", "1", true), ("[^\\P{L}]", "ł", true),
            ("[^a]", "\n", true),
        ]
    )
    func sets(pattern: String, text: String, expected: Bool) throws {
        #expect(try IRegexp(pattern).matchesWhole(text) == expected)
    }

    @Test(
        "General categories, alone and in groups, are those of Unicode",
        arguments: [
            ("\\p{Lu}", "Ä", true), ("\\p{Lu}", "ä", false), ("\\p{Ll}", "ä", true),
            ("\\p{Lt}", "ǅ", true), ("\\p{Lm}", "ʰ", true), ("\\p{Lo}", "字", true),
            ("\\p{L}", "字", true), ("\\p{L}", "1", false), ("\\P{L}", "1", true),
            ("\\p{Mn}", "\u{301}", true), ("\\p{M}", "\u{301}", true), ("\\p{Nd}", "٣", true),
            ("\\p{Nl}", "Ⅷ", true), ("\\p{No}", "½", true), ("\\p{N}", "½", true),
            ("\\p{Pd}", "-", true), ("\\p{P}", "!", true), ("\\p{Sc}", "€", true),
            ("\\p{So}", "😀", true), ("\\p{S}", "+", true), ("\\p{Zs}", " ", true),
            ("\\p{Z}", "\u{2028}", true), ("\\p{Cc}", "\u{7}", true), ("\\p{C}", "\u{E000}", true),
            ("\\p{Cn}", "\u{378}", true), ("\\p{C}", "a", false), ("\\P{Nd}", "3", false),
        ]
    )
    func categories(pattern: String, text: String, expected: Bool) throws {
        #expect(try IRegexp(pattern).matchesWhole(text) == expected)
    }

    @Test(
        "An escape stands for its character",
        arguments: [
            ("\\.", "."), ("\\*\\+\\?", "*+?"), ("\\(\\)\\[\\]\\{\\}", "()[]{}"),
            ("\\|\\\\\\^\\-", "|\\^-"),
            ("\\n\\r\\t", "\n\r\t"),
        ]
    )
    func escapes(pattern: String, text: String) throws {
        #expect(try IRegexp(pattern).matchesWhole(text))
    }

    @Test(
        "A caret and a dollar outside brackets are the text's ends",
        arguments: [
            ("^ab", "ab", true, true), ("^ab", "xab", false, false), ("ab$", "ab", true, true),
            ("ab$", "abx", false, false), ("^$", "", true, true), ("^$", "a", false, false),
            ("a^b", "ab", false, false), ("(^a|b)c", "xbc", false, true),
            ("(^a|b)c", "xac", false, false), ("[$^]", "$", true, true),
            ("a$|b", "bx", false, true),
        ]
    )
    func anchors(pattern: String, text: String, whole: Bool, part: Bool) throws {
        let regexp = try IRegexp(pattern)
        #expect(regexp.matchesWhole(text) == whole)
        #expect(regexp.matchesPart(text) == part)
    }

    @Test("Scalars are matched one by one, not characters that look alike")
    func scalars() throws {
        #expect(try IRegexp("\u{E9}").matchesWhole("\u{E9}"))
        #expect(try !IRegexp("\u{E9}").matchesWhole("e\u{301}"))
        #expect(try IRegexp("..").matchesWhole("e\u{301}"))
        #expect(try IRegexp("\r\n").matchesWhole("\r\n"))
    }

    /// A matcher that tries one way after the other would not come back from these.
    @Test(
        "Expressions that make others try endlessly are answered",
        arguments: [
            "(a*)*b", "(a|a)*b", "(a|aa)+b", "((a+)+)+b", "(.*)(.*)(.*)(.*)b", "(a?){50}a{50}b",
        ]
    )
    func withstandsHostileExpressions(pattern: String) throws {
        let text = String(repeating: "a", count: 2_000)
        let regexp = try IRegexp(pattern)
        #expect(!regexp.matchesWhole(text))
        #expect(!regexp.matchesPart(text))
        #expect(regexp.matchesPart(text + "b"))
    }

    @Test("Expressions keep their text and are equal when it is")
    func identity() throws {
        let regexp = try IRegexp("a|b")
        #expect(regexp.text == "a|b")
        #expect("\(regexp)" == "a|b")
        #expect(try Set([regexp, IRegexp("a|b"), IRegexp("b|a")]).count == 2)
    }
}
