import Documents

/// The schemas of scalars.
///
/// What an expression can't say, such as a whole JSONPath grammar, the schema lets pass and
/// `latchkey check` finds.
enum ScalarSchema {
    /// The schemas that others refer to by name.
    static let definitions: [(String, JSONValue)] = [
        ("date", pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
        ("duration", pattern(Span.grammar)),
        ("path", pattern("^\\$")),
        ("pattern", ["type": "string", "minLength": 1]),
        ("provider", pattern(ProviderKey.expression)),
        (
            "status",
            [
                "anyOf": [
                    ["type": "integer", "minimum": 100, "maximum": 599],
                    pattern("^([1-5][xX]{2}|[1-5][0-9]{2}(-[1-5][0-9]{2})?)$"),
                ]
            ]
        ),
        ("template", ["type": ["string", "number", "boolean"]]),
        ("text", ["type": "string", "minLength": 1]),
        ("code", ["type": ["string", "number", "boolean"], "minLength": 1]),
        ("url", pattern(url)),
    ]

    static func schema(of kind: ScalarKind) -> JSONObject {
        switch kind {
        case .choice(let words): ["enum": .array(words.map { .string($0) })]
        case .boolean: ["type": "boolean"]
        case .integer(let range):
            [
                "type": "integer",
                "minimum": .number(JSONNumber(range.lowerBound)),
                "maximum": .number(JSONNumber(range.upperBound)),
            ]
        case .text: reference("text")
        case .duration: reference("duration")
        case .date: reference("date")
        case .path: reference("path")
        case .pattern: reference("pattern")
        case .template: reference("template")
        case .url: reference("url")
        case .status: reference("status")
        case .code: reference("code")
        case .provider: reference("provider")
        }
    }

    /// `https`, `http` to the machine itself, or a server's name first.
    private static let url =
        "^([hH][tT][tT][pP][sS]://[^/?#]|"
        + "[hH][tT][tT][pP]://(localhost|127\\.[0-9.]+|\\[::1\\])([:/?]|$)|"
        + "\\$\\{(servers|extra)\\.[A-Za-z0-9_]+\\}([/?]|$))"

    private static func pattern(_ expression: String) -> JSONValue {
        ["type": "string", "pattern": .string(expression)]
    }

    private static func reference(_ name: String) -> JSONObject {
        ["$ref": .string("#/$defs/\(name)")]
    }
}
