import Documents
import Testing

@Suite("A plain scalar means what YAML's core schema says")
struct YAMLScalarTests {
    @Test(
        "Plain text is read by the core schema's patterns",
        arguments: [
            ("", .null), ("~", .null), ("Null", .null), ("nULL", .text("nULL")),
            ("true", .bool(true)), ("FALSE", .bool(false)), ("yes", .text("yes")),
            ("no", .text("no")), ("on", .text("on")), ("y", .text("y")),
            ("0", .integer(0)), ("-17", .integer(-17)), ("+5", .integer(5)), ("007", .integer(7)),
            ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0x", .text("0x")),
            ("0xg", .text("0xg")), ("0o8", .text("0o8")), ("1_000", .text("1_000")),
            ("9223372036854775807", .integer(.max)),
            ("9223372036854775808", .decimal("9223372036854775808")),
            ("1.5", .decimal("1.5")), (".5", .decimal(".5")), ("5.", .decimal("5.")),
            ("1e3", .decimal("1e3")), ("-1.5E-3", .decimal("-1.5E-3")), ("1e", .text("1e")),
            (".", .text(".")), ("-", .text("-")), (".inf", .decimal(".inf")),
            ("-.INF", .decimal("-.INF")), (".nan", .decimal(".nan")), ("-.nan", .text("-.nan")),
            ("2026-11-24", .text("2026-11-24")), ("12:30", .text("12:30")),
            ("1.2.3", .text("1.2.3")),
            ("٣", .text("٣")),
        ] as [(String, YAMLScalar)]
    )
    func means(text: String, scalar: YAMLScalar) {
        #expect(YAMLScalar(plain: text) == scalar)
    }

    @Test("Quoted and block scalars are text, whatever they look like")
    func quoted() throws {
        let root = try compose("a: \"1\"\nb: 'true'\nc: |-\n  null\nd: 1\n")
        #expect(root["a"]?.scalar == .text("1"))
        #expect(root["b"]?.scalar == .text("true"))
        #expect(root["c"]?.scalar == .text("null"))
        #expect(root["d"]?.scalar == .integer(1))
    }

    @Test("A node names its kind and gives what it holds")
    func kinds() throws {
        let root = try compose("a: x\nb: 1\nc: true\nd:\ne: []\nf: {}\n")
        let kinds = root.entries?.map(\.value.kindName)
        #expect(
            kinds == ["text", "a number", "true or false", "nothing", "a list", "a mapping"]
        )
        #expect(root["d"]?.isNull == true)
        #expect(root["e"]?.items?.isEmpty == true)
        #expect(root["f"]?.entries?.isEmpty == true)
        #expect(root["b"]?.text == "1")
        #expect(root["missing"] == nil)
        #expect(root["a"]?["x"] == nil)
    }
}
