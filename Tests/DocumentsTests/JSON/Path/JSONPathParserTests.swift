import Documents
import Testing

@Suite("Faults in JSONPath queries")
struct JSONPathParserTests {
    @Test(
        "A fault is reported at its character with what to write instead",
        arguments: [
            ("", 0, "a query starts with '$'"),
            ("a", 0, "a query starts with '$'"),
            (" $", 0, "a query starts with '$'"),
            ("@.a", 0, "a query starts with '$'"),
            ("$ ", 1, "a query has no white space at its end"),
            ("$.a\n", 3, "a query has no white space at its end"),
            ("$a", 1, "expected '.', '..' or '[' and what they select"),
            ("$.a]", 3, "expected '.', '..' or '[' and what they select"),
            ("$.", 2, "expected a name or '*' right after '.'; other names go in ['…']"),
            ("$. a", 2, "expected a name or '*' right after '.'; other names go in ['…']"),
            ("$.1", 2, "expected a name or '*' right after '.'; other names go in ['…']"),
            ("$.'a'", 2, "expected a name or '*' right after '.'; other names go in ['…']"),
            ("$.['a']", 2, "expected a name or '*' right after '.'; other names go in ['…']"),
            ("$.user-id", 6, "expected '.', '..' or '[' and what they select"),
            ("$..", 3, "expected a name, '*' or '[' right after '..'"),
            ("$...a", 3, "expected a name, '*' or '[' right after '..'"),
            ("$.. a", 3, "expected a name, '*' or '[' right after '..'"),
            ("$[", 1, "this '[' is not closed"),
            ("$['a'", 1, "this '[' is not closed"),
            ("$['a',", 1, "this '[' is not closed"),
            ("$[]", 2, "expected a name in quotes, an index, a slice, '*' or '?'"),
            ("$['a',]", 6, "expected a name in quotes, an index, a slice, '*' or '?'"),
            ("$[a]", 2, "a name in brackets is written in quotes, as ['name']"),
            ("$['a' 'b']", 6, "expected ',' or ']' after a selector"),
            ("$['a]", 2, "this quote is not closed"),
            ("$['a\tb']", 4, "a control character in quotes must be written as an escape"),
            ("$['żó\\x']", 5, "a backslash in quotes stands before the same quote"),
            ("$['\\\"']", 3, "a backslash in quotes stands before the same quote"),
            ("$['\\u12G4']", 3, "'\\u' needs four hexadecimal digits"),
            ("$['\\ud83d']", 3, "half of a surrogate pair is no character"),
            ("$['a\\ude00']", 4, "half of a surrogate pair is no character"),
            ("$['\\ud83d\\u0041']", 3, "half of a surrogate pair is no character"),
            ("$[01]", 2, "an index has no leading zeros"),
            ("$[-0]", 2, "'-0' is no index"),
            ("$[-]", 3, "expected a digit"),
            ("$[1.0]", 3, "expected ',' or ']' after a selector"),
            ("$[9007199254740992]", 2, "an index must be between -(2^53 - 1) and 2^53 - 1"),
            ("$[1:-9007199254740992]", 4, "an index must be between -(2^53 - 1) and 2^53 - 1"),
            ("$[::99999999999999999999]", 4, "an index must be between -(2^53 - 1) and 2^53 - 1"),
            ("$[1:2:3:4]", 7, "expected ',' or ']' after a selector"),
            ("$[?]", 3, "expected a condition"),
            ("$[?@.a=1]", 6, "equality is written '=='"),
            ("$[?@.a==1 & @.b]", 10, "expected ',' or ']' after a selector"),
            ("$[?1]", 3, "a literal is no condition by itself, compare it with '=='"),
            ("$[?@.a && 'x']", 10, "a literal is no condition by itself, compare it with '=='"),
            ("$[?(true)]", 4, "a literal is no condition by itself, compare it with '=='"),
            ("$[?@.*==1]", 3, "a value comes from a query of names and indexes only"),
            ("$[?1==@..a]", 6, "a value comes from a query of names and indexes only"),
            ("$[?(@.a)==1]", 3, "a condition is no value, it cannot be compared or passed on"),
            ("$[?!@.a==1]", 3, "a condition is no value, it cannot be compared or passed on"),
            ("$[?1<@.a<2]", 8, "comparisons do not chain, join them with '&&'"),
            ("$[?!!@.a]", 4, "'!' is written once, before a query, a call or '('"),
            ("$[?(@.a]", 3, "this '(' is not closed"),
            ("$[?length(@.a]", 13, "expected ',' or ')' after an argument"),
            ("$[?length (@.a)==1]", 3, "'length' is no literal"),
            ("$[?a==1]", 3, "'a' is no literal: members start with '@.', texts stand in quotes"),
            ("$[?@.a==True]", 8, "expected a condition"),
            ("$[?@.a==01]", 8, "a number has no leading zeros"),
            ("$[?@.a==1.]", 10, "expected a digit"),
            ("$[?@.a==.5]", 8, "expected a condition"),
            ("$[?@.a==]", 8, "expected a condition"),
            ("$[?@.a==1 ", 1, "this '[' is not closed"),
            ("$[?@.a=={}]", 8, "expected a condition"),
        ]
    )
    func locatesFaults(query: String, offset: Int, message: String) throws {
        let error = try #require(#expect(throws: JSONPathError.self) { try JSONPath(query) })
        #expect(error.offset == offset, "\(error)")
        #expect(error.message.hasPrefix(message), "\(error)")
    }

    @Test("A fault reads as a sentence with the character's place, counted from 1")
    func description() {
        let error = JSONPathError(offset: 2, message: "expected a digit")
        #expect("\(error)" == "expected a digit, at character 3")
    }

    @Test(
        "Nesting has a bound, whatever is nested",
        arguments: [
            ("$[?", "(", "@", ")", "]"), ("$", "[?@", "", "]", ""),
            ("$[?", "length(", "@", ")", "==1]"), ("$[?", "!(", "@", ")", "]"),
        ]
    )
    func boundsNesting(start: String, open: String, middle: String, close: String, end: String) {
        let query =
            start + String(repeating: open, count: 100_000) + middle
            + String(repeating: close, count: 100_000) + end
        let error = #expect(throws: JSONPathError.self) { try JSONPath(query) }
        #expect(error?.message == "the query is nested deeper than 64 levels")
    }

    // Found by reading: such a query selects a billion times what a document has once.
    @Test(
        "Refuses selectors that select one value over and over",
        arguments: ["[*,*]", "[0,-1]", "['a','a']", "[?@,::-1]", "..[*,*]"]
    )
    func overlap(segment: String) throws {
        let whole = "$" + String(repeating: segment, count: 30)
        #expect {
            try JSONPath(whole)
        } throws: { error in
            let error = error as? JSONPathError
            return error?.offset == 1 + 6 * segment.count
                && error?.message.contains("more than 64 times") == true
        }
        #expect(throws: Never.self) {
            try JSONPath("$" + String(repeating: segment, count: 6))
        }
    }

    @Test("Takes any number of selectors that never overlap")
    func apart() throws {
        let names = (0..<100).map { "'\($0)'" }.joined(separator: ",")
        let indexes = (0..<100).map(String.init).joined(separator: ",")
        let query = "$" + String(repeating: "[\(names),\(indexes)]", count: 10)
        #expect(throws: Never.self) { try JSONPath(query) }
    }
}
