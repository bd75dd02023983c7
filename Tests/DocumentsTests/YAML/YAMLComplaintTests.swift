import Documents
import Testing

@Suite("What is wrong with a YAML text is told with its place")
struct YAMLComplaintTests {
    @Test(
        "A mistake is told where it stands, with where the construct began",
        arguments: [
            ("", ["1:1 the file holds no YAML document"]),
            ("# only a comment\n", ["1:1 the file holds no YAML document"]),
            (
                "a: 1\n---\nb: 2\n",
                ["2:1 a second document begins here, and a file holds one"]
            ),
            (
                "a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4\n",
                [
                    "3:1 the key \"a\" stands twice in one mapping",
                    "+ 1:1 it stands here first",
                    "4:11 the key \"d\" stands twice in one mapping",
                    "+ 4:5 it stands here first",
                    "5:1 the key \"a\" stands twice in one mapping",
                    "+ 1:1 it stands here first",
                ]
            ),
            (
                "a: 1\n\"a\": 2\n",
                [
                    "2:1 the key \"a\" stands twice in one mapping", "+ 1:1 it stands here first",
                ]
            ),
            (
                "url: {{host}}/x\n",
                [
                    "1:7 a key must be text, not a mapping",
                    "1:14 the value before this has ended, and nothing can follow it on its line",
                    "+ 1:1 the mapping begins here",
                ]
            ),
            ("url: {{host}}\n", ["1:7 a key must be text, not a mapping"]),
            ("? [a]\n: b\n", ["1:3 a key must be text, not a list"]),
            ("?\n: b\n", ["1:2 a key must be text, not nothing"]),
            ("<<: *b\n", ["1:5 the alias \"*b\" has no anchor"]),
            ("*b : c\n", ["1:1 the alias \"*b\" has no anchor"]),
            ("a: *b\n", ["1:4 the alias \"*b\" has no anchor"]),
            (
                "a: &x\n  b: *x\n",
                [
                    "2:6 the alias \"*x\" stands inside the value it names",
                    "+ 1:4 the value begins here",
                ]
            ),
            ("a: !secret b\n", ["1:4 the tag \"!secret\" is not known here"]),
            ("a: !!binary b\n", ["1:4 the tag \"!!binary\" is not known here"]),
            ("a: !!int b\n", ["1:4 the tag \"!!int\" does not fit text"]),
            ("a: !!map b\n", ["1:4 the tag \"!!map\" does not fit text"]),
            ("a: !!str [b]\n", ["1:4 the tag \"!!str\" does not fit a list"]),
            (
                "<<: 1\n",
                ["1:5 the merge key \"<<\" takes a mapping or a list of mappings, not a number"]
            ),
            (
                "a:\n\tb: 1\n",
                ["2:1 a tab is used for indentation, where YAML allows only spaces"]
            ),
            (
                "a:\n  b: 1\n  \tc: 2\n",
                ["3:3 a tab is used for indentation, where YAML allows only spaces"]
            ),
            (
                "a: |\n\tb\n",
                ["2:1 a tab is used for indentation, where YAML allows only spaces"]
            ),
            (
                "a: 1\n b: 2\n", ["2:3 a colon followed by a space can't stand here"]
            ),
            ("a: b: c\n", ["1:5 a colon followed by a space can't stand here"]),
            ("a: \"b\nc: d\n", ["1:4 this quoted text never ends"]),
            (
                "a: [1, 2\nb: 3\n",
                [
                    "2:2 the list in brackets goes on without a comma or its closing bracket",
                    "+ 1:4 the list begins here",
                ]
            ),
            ("a: @b\n", ["1:4 the character \"@\" can't begin a plain value"]),
            ("a: `b`\n", ["1:4 the character \"`\" can't begin a plain value"]),
            (
                "a: 1\nb\nc: 2\n",
                [
                    "3:1 this key has no colon after it", "+ 2:1 the key begins here",
                ]
            ),
            (
                "a: \"\\q\"\n",
                [
                    "1:5 this escape is not known inside double quotation marks",
                    "+ 1:4 the quoted text begins here",
                ]
            ),
        ]
    )
    func tells(text: String, expected: [String]) {
        #expect(complaints(about: text) == expected)
    }

    @Test(
        "A byte or a character that no YAML file may hold is found",
        arguments: [
            (
                [0x61, 0x3A, 0x20, 0xC3, 0xA9, 0xE9, 0x0A],
                ["1:5 the file is not UTF-8: byte E9 can't stand here"]
            ),
            ([0x61, 0x0A, 0xC3], ["2:1 the file is not UTF-8: byte C3 can't stand here"]),
            ([0xED, 0xA0, 0x80], ["1:1 the file is not UTF-8: byte ED can't stand here"]),
            ([0xC0, 0x80], ["1:1 the file is not UTF-8: byte C0 can't stand here"]),
            ([0xFF, 0xFE, 0x61, 0x00], ["1:1 the file is UTF-16"]),
            ([0xFE, 0xFF, 0x00, 0x61], ["1:1 the file is UTF-16"]),
            (
                [0x61, 0x00, 0x0A, 0x1B, 0x7F],
                [
                    "1:2 the invisible character U+0000 can't stand here",
                    "2:1 the invisible character U+001B can't stand here",
                    "2:2 the invisible character U+007F can't stand here",
                ]
            ),
            (
                [0x61, 0xEF, 0xBB, 0xBF],
                ["1:2 the invisible character U+FEFF can't stand here"]
            ),
        ] as [([UInt8], [String])]
    )
    func tells(bytes: [UInt8], expected: [String]) {
        #expect(complaints(about: bytes) == expected)
    }

    @Test("Each complaint that has one carries what to write instead")
    func hints() throws {
        let error = #expect(throws: YAMLError.self) {
            _ = try compose("base: &base {}\na: *bsae\nb: {{x}}\n")
        }
        #expect(
            error?.diagnostics.map(\.hint) == [
                "did you mean \"*base\"?", "put text that begins with a brace in quotation marks",
            ]
        )
    }

    @Test("No cut of a file and no byte put in it does more than complain")
    func survivesDamage() {
        let text = Array(
            "a: &x [1, \"é\", {b: |2-\n    c\n}]\n? !!str k\n: *x\n<<: {d: 'e'}\n...\n".utf8
        )
        for length in text.indices {
            _ = complaints(about: Array(text[..<length]))
            for byte in [0x00, 0x09, 0x0A, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7B, 0x80, 0xFF]
                as [UInt8]
            {
                var damaged = text
                damaged[length] = byte
                _ = complaints(about: damaged)
            }
        }
    }

    @Test("A file of a thousand mistakes ends after a hundred complaints")
    func many() {
        let text = String(repeating: "a: 1\n", count: 1000)
        #expect(complaints(about: text).count(where: { !$0.hasPrefix("+") }) == 100)
    }
}
