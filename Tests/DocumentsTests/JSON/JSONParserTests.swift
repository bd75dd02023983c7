import Documents
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    @Test(
        "A text that follows the grammar is read and written again as it was",
        arguments: [
            "null", "true", "false", "0", "-0", "-12.50E+07", "1e-3", "\"\"", "\"a b\"",
            "[]", "{}", "[[],{}]", "[1,\"2\",null,true,{\"a\":[false]}]",
            "{\"b\":1,\"a\":{\"c\":[]}}", "\"żółw 🐢\"", "17841400000000000001",
            "\"a\u{7F}\u{2028}\"", "{\"\":0}",
        ]
    )
    func acceptsValidTexts(text: String) throws {
        #expect(try JSONValue.sample(text).line == text)
    }

    @Test("White space is passed over wherever the grammar lets it stand")
    func skipsWhiteSpace() throws {
        let value = try JSONValue.sample(" \t\r\n{ \"a\" :\n[ 1 ,\t2 ] , \"b\" : { } }\r\n ")
        #expect(value.line == "{\"a\":[1,2],\"b\":{}}")
    }

    @Test("A byte order mark is passed over once, and takes no column")
    func toleratesByteOrderMark() throws {
        #expect(try JSONValue.sample("\u{FEFF}[1]") == [1])
        #expect(throws: JSONSyntaxError(line: 1, column: 2, message: "expected a value")) {
            try JSONValue.sample("\u{FEFF}[\u{FEFF}1]")
        }
    }

    @Test(
        "A fault is reported with its place and what was expected",
        arguments: [
            ("", 1, 1, "the text is empty, where a JSON value should be"),
            (" \n ", 2, 2, "the text is empty, where a JSON value should be"),
            ("nul", 1, 1, "expected a value"),
            ("True", 1, 1, "expected a value"),
            ("'a'", 1, 1, "expected a value"),
            ("1 2", 1, 3, "the text goes on after the end of its value"),
            ("nullx", 1, 5, "the text goes on after the end of its value"),
            ("[1,]", 1, 4, "expected a value"),
            ("[,1]", 1, 2, "expected a value"),
            ("[1 2]", 1, 4, "expected ',' or ']' after an element"),
            ("[1}", 1, 3, "expected ',' or ']' after an element"),
            ("[\"é\",\n 1", 1, 1, "this array is not closed"),
            ("[{\"a\":1", 1, 2, "this object is not closed"),
            ("[1,", 1, 4, "the text ends where a value should be"),
            ("{\"a\":1,}", 1, 8, "expected a member's name in double quotes"),
            ("{a:1}", 1, 2, "expected a member's name in double quotes"),
            ("{\"a\" 1}", 1, 6, "expected ':' after a member's name"),
            ("{\"a\":}", 1, 6, "expected a value"),
            ("{\"a\":1 \"b\"", 1, 8, "expected ',' or '}' after a member"),
            ("[\n\"żó\" x", 2, 6, "expected ',' or ']' after an element"),
            ("01", 1, 1, "a number has no leading zeros"),
            ("-", 1, 2, "the text ends where a digit should be"),
            ("-x", 1, 2, "expected a digit"),
            ("+1", 1, 1, "expected a value"),
            (".5", 1, 1, "expected a value"),
            ("1.", 1, 3, "the text ends where a digit should be"),
            ("1.e5", 1, 3, "expected a digit"),
            ("1e", 1, 3, "the text ends where a digit should be"),
            ("[1e+]", 1, 5, "expected a digit"),
            ("NaN", 1, 1, "expected a value"),
            ("[\"abc", 1, 2, "a string is not closed"),
            ("\"\\", 1, 2, "a backslash in a string stands before one of \" \\ / b f n r t u"),
            ("\"\\x\"", 1, 2, "a backslash in a string stands before one of \" \\ / b f n r t u"),
            ("\"\\u00g0\"", 1, 2, "'\\u' in a string needs four hexadecimal digits"),
            ("\"\\u12", 1, 2, "'\\u' in a string needs four hexadecimal digits"),
            ("\"\\ud800\\u1", 1, 8, "'\\u' in a string needs four hexadecimal digits"),
            ("\"a\tb\"", 1, 3, "a control character in a string must be written as an escape"),
            ("\"a\\n\n\"", 1, 5, "a control character in a string must be written as an escape"),
            ("[1]\u{0}", 1, 4, "the text goes on after the end of its value"),
        ]
    )
    func locatesFaults(text: String, line: Int, column: Int, message: String) {
        #expect(throws: JSONSyntaxError(line: line, column: column, message: message)) {
            try JSONValue.sample(text)
        }
    }

    @Test("A fault reads as its place and a sentence")
    func description() {
        let error = JSONSyntaxError(line: 2, column: 6, message: "expected a value")
        #expect("\(error)" == "2:6: expected a value")
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they begin",
        arguments: [
            ([0x22, 0xFF, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 2),
            ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 3), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 2),
            ([0x22, 0xC5, 0xBC, 0xC5, 0x22], 3), ([0xFF, 0xFE, 0x5B, 0x00], 1),
        ] as [([UInt8], Int)]
    )
    func refusesOtherEncodings(bytes: [UInt8], column: Int) {
        #expect(
            throws: JSONSyntaxError(line: 1, column: column, message: "the text is not UTF-8")
        ) {
            try JSONValue(parsing: bytes)
        }
    }

    @Test(
        "An escape stands for its character",
        arguments: [
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
            ("\"a\\u0041\\u00e9\\u20AC!\"", "aAé€!"), ("\"\\u0000\"", "\0"),
            ("\"\\ud83d\\udE00\"", "😀"), ("\"\\uDBFF\\uDFFF\"", "\u{10FFFF}"),
            ("\"ż\\nż\"", "ż\nż"),
        ]
    )
    func decodesEscapes(text: String, content: String) throws {
        #expect(try JSONValue.sample(text) == .string(content))
    }

    @Test(
        "Half of an escaped surrogate pair becomes a replacement character, its neighbours stay",
        arguments: [
            ("\"a\\ud83d\"", "a\u{FFFD}"), ("\"\\ude00b\"", "\u{FFFD}b"),
            ("\"\\ud83d\\u0041\"", "\u{FFFD}A"), ("\"\\ud83d\\n\"", "\u{FFFD}\n"),
            ("\"\\ud83d\\ud83d\\ude00\"", "\u{FFFD}😀"), ("\"\\ude00\\ud83d\"", "\u{FFFD}\u{FFFD}"),
        ]
    )
    func replacesLoneSurrogates(text: String, content: String) throws {
        #expect(try JSONValue.sample(text) == .string(content))
    }

    @Test("The last of several values under one name wins, in the first one's place")
    func lastDuplicateWins() throws {
        let value = try JSONValue.sample("{\"a\":1,\"b\":2,\"\\u0061\":{\"c\":3}}")
        #expect(value.line == "{\"a\":{\"c\":3},\"b\":2}")
    }

    @Test("Nesting is allowed up to the limit and refused beyond it", arguments: [1, 8, 512])
    func boundsDepth(limit: Int) throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8
            )
        }
        #expect(throws: Never.self) {
            try JSONValue(parsing: nested(limit), depthLimit: limit)
        }
        let error = JSONSyntaxError(
            line: 1,
            column: limit + 1,
            message: "arrays and objects are nested deeper than \(limit) levels"
        )
        #expect(throws: error) { try JSONValue(parsing: nested(limit + 1), depthLimit: limit) }
    }

    @Test("No limit a caller gives lets a text overflow the stack")
    func capsTheLimit() throws {
        let text = String(repeating: "{\"a\":[", count: 1_000_000)
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: text.utf8, depthLimit: .max)
        }
        #expect(error?.message == "arrays and objects are nested deeper than 512 levels")
    }

    @Test("A value at the deepest nesting is compared, hashed and written")
    func handlesDeepValues() throws {
        let text =
            String(repeating: "{\"a\":[", count: 256) + "0" + String(repeating: "]}", count: 256)
        let value = try JSONValue.sample(text)
        let twin = try JSONValue.sample(text)
        #expect(value == twin)
        #expect(value.hashValue == twin.hashValue)
        #expect(value.line == text)
        #expect(try JSONValue(parsing: value.canonicalText()) == value)
    }

    @Test("Any run of bytes can be read")
    func readsSlices() throws {
        let bytes = Array("x[1,2]x".utf8)
        #expect(try JSONValue(parsing: bytes[1..<6]) == [1, 2])
    }
}
