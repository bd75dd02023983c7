import Documents
import Engine
import Pipeline

extension StatusSchema {
    /// How many connections there are, by state and provider.
    package static let indexSummary = Self(
        kind: "index-summary",
        properties: [
            ("total", SchemaPart.count()), ("counts", SchemaPart.map(SchemaPart.count())),
            ("closedFiles", SchemaPart.count("connection files that can't be opened")),
            (
                "providers",
                SchemaPart.map(
                    SchemaPart.object([
                        ("name", SchemaPart.text()), ("total", SchemaPart.count()),
                        ("counts", SchemaPart.map(SchemaPart.count())),
                    ])
                )
            ),
        ],
        optional: []
    )

    /// The parts of a list, in its order, each with its counts by provider and state.
    package static let indexList = Self(
        kind: "index-list",
        properties: [
            (
                "parts",
                SchemaPart.list(
                    SchemaPart.object([
                        ("name", SchemaPart.text()),
                        ("counts", SchemaPart.map(SchemaPart.map(SchemaPart.count()))),
                    ])
                )
            )
        ],
        optional: []
    )

    /// Some rows of a list.
    package static let indexPart = Self(
        kind: "index-part",
        properties: [("connections", SchemaPart.list(row(with: [("message", SchemaPart.text())])))],
        optional: []
    )

    /// One connection in a line.
    static func row(with more: [(String, JSONValue)] = []) -> JSONValue {
        SchemaPart.object(
            [
                ("user", SchemaPart.text()), ("provider", SchemaPart.text()),
                ("label", SchemaPart.text()), ("status", RecordSchema.status),
                ("reason", RecordSchema.reason), ("username", [:]),
                ("expiresAt", SchemaPart.time(nullable: true)),
                ("reconnectBy", SchemaPart.time()),
                ("needsRefresh", SchemaPart.flag()), ("stale", SchemaPart.flag()),
            ] + more,
            optional: Set(["reason", "username", "reconnectBy", "stale"] + more.map(\.0))
        )
    }
}
