import Documents
import Testing

@Suite("A YAML text becomes a located tree")
struct YAMLComposerTests {
    @Test(
        "Collections, styles, tags, aliases and merges read as YAML says",
        arguments: [
            ("a: 1\nb: [x, \"y\"]\n", "{a: 1, b: [x, \"y\"]}"),
            ("- |\n  one\n  two\n- >-\n  three\n  four\n", "[|one\ntwo\n|, |three four|]"),
            ("key:\n", "{key: }"),
            ("\u{FEFF}a: 'it''s'", "{a: \"it's\"}"),
            ("--- # comment\na: \"\\u00e9\\n\"\n...\n", "{a: \"é\n\"}"),
            ("a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
            ("a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"),
            (
                "a: !!str 5\nb: !!int \"6\"\nc: ! 7\nd: !!map {}\n",
                "{a: \"5\", b: 6, c: \"7\", d: {}}"
            ),
            (
                "base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n",
                "{base: {x: 1, y: 2}, own: {y: 3, x: 1}}"
            ),
            ("own:\n  <<: [{x: 1}, {x: 2, y: 3}]\n", "{own: {x: 1, y: 3}}"),
            ("\"<<\": text\n", "{\"<<\": text}"),
            ("a: b\r\nc: d\r\n", "{a: b, c: d}"),
            ("%YAML 1.2\n---\na\n", "a"),
        ]
    )
    func composes(text: String, outline: String) throws {
        #expect(try compose(text).outline == outline)
    }

    @Test("Every node knows where it begins, in characters and not in bytes")
    func locations() throws {
        let root = try compose("é: {b: \"ü\", 👍🏽: c}\nlist:\n  - one\n  - - two\n")
        let inner = try #require(root["é"])
        #expect(root.location.description == "a.yml:1:1")
        #expect(inner.location.description == "a.yml:1:4")
        #expect(inner.entry("👍🏽")?.key.location.description == "a.yml:1:13")
        #expect(inner["👍🏽"]?.location.description == "a.yml:1:17")
        let list = try #require(root["list"]?.items)
        #expect(list.map(\.location.description) == ["a.yml:3:5", "a.yml:4:5"])
        #expect(list.last?.items?.first?.location.description == "a.yml:4:7")
    }

    @Test("An alias has the place where it stands, and what it holds keeps its own")
    func aliasLocation() throws {
        let root = try compose("a: &x\n  b: 1\nc: *x\n")
        #expect(root["c"]?.location.description == "a.yml:3:4")
        #expect(root["c"]?["b"]?.location.description == "a.yml:2:6")
    }

    @Test("Line separators that editors do not count shift no later place")
    func unusualLineBreaks() throws {
        let root = try compose("a: \"x\u{2028}y\"\nb: c\n")
        #expect(root.entry("b")?.key.location.description == "a.yml:2:1")
    }

    @Test("Sixty-four levels may nest, and one more may not")
    func depth() throws {
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        _ = try compose(deep(64))
        #expect(
            complaints(about: deep(65)) == ["1:65 this is nested deeper than the 64 levels allowed"]
        )
        let aliased = "- &x " + deep(32) + "\n- " + String(repeating: "[", count: 33) + "*x"
        #expect(
            complaints(about: aliased + String(repeating: "]", count: 33))
                == ["2:36 this is nested deeper than the 64 levels allowed"]
        )
    }

    @Test("A hundred thousand brackets are refused as quickly as sixty-five")
    func bracketFlood() {
        #expect(complaints(about: String(repeating: "[", count: 100_000)).count == 1)
    }

    @Test("Aliases that multiply are refused once, however many there are")
    func growth() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let found = complaints(about: text)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("aliases make the file grow past the bound") == true)
    }

    @Test("Aliases to long text are bounded by its bytes")
    func textGrowth() {
        let long = String(repeating: "x", count: 500_000)
        #expect(complaints(about: "- &a \(long)\n- *a\n- *a\n").isEmpty)
        #expect(complaints(about: "- &a \(long)\n- *a\n- *a\n- *a\n").count == 1)
    }

    @Test("A file may be as large as the limit and no larger")
    func limit() throws {
        _ = try YAMLComposer.compose(Array("abcd".utf8), path: "a.yml", limit: 4)
        #expect(throws: YAMLError.self) {
            try YAMLComposer.compose(Array("abcde".utf8), path: "a.yml", limit: 4)
        }
    }
}
