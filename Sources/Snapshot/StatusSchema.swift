package import Documents
import Engine
import Pipeline

/// The JSON Schema (2020-12) of one kind of status file.
package struct StatusSchema: Sendable {
    /// `integrations`, as `latchkey schema` names it.
    package let kind: String
    let properties: [(String, JSONValue)]
    let optional: Set<String>
    /// False for lines of a history, which answer no request.
    var hasOK = true

    /// What the files' `schema` field says.
    package var id: String { "latchkey/\(kind)/1" }

    package var document: JSONValue {
        var object =
            SchemaPart.object(
                (hasOK ? [("ok", SchemaPart.flag())] : [])
                    + [("schema", SchemaPart.always(.string(id)))] + properties,
                optional: optional
            ).object ?? [:]
        object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        object["title"] = .string(
            hasOK ? "Latchkey status file: \(kind)" : "A line of Latchkey's history: \(kind)"
        )
        return .object(object)
    }

    package static let all = [
        integrations, connection, index, indexSummary, indexList, indexPart, indexAttention,
        attention, heartbeat, limits, login, site, providers, `private`, event,
    ]

    package static let integrations = Self(
        kind: "integrations",
        properties: [
            ("user", SchemaPart.text()),
            (
                "integrations",
                SchemaPart.map(
                    RecordSchema.nested(
                        extra: [("connections", SchemaPart.list(RecordSchema.nested()))])
                )
            ),
            (
                "file",
                SchemaPart.object([
                    ("status", RecordSchema.status), ("reason", RecordSchema.reason),
                    ("message", SchemaPart.text()), ("since", SchemaPart.time()),
                ])
            ),
        ],
        optional: ["file"]
    )

    package static let connection = Self(
        kind: "connection",
        properties: [
            ("user", SchemaPart.text()), ("provider", SchemaPart.text()),
            ("connection", RecordSchema.flat), ("connections", SchemaPart.list(RecordSchema.flat)),
        ],
        optional: []
    )

    package static let index = Self(
        kind: "index",
        properties: [
            ("counts", SchemaPart.map(SchemaPart.count())),
            (
                "providers",
                SchemaPart.map(SchemaPart.object([("name", SchemaPart.text())]))
            ),
            (
                "connections",
                SchemaPart.list(row())
            ),
            (
                "closedFiles",
                SchemaPart.list(
                    SchemaPart.object([
                        ("user", SchemaPart.text()), ("status", RecordSchema.status),
                        ("reason", RecordSchema.reason), ("since", SchemaPart.time()),
                    ])
                )
            ),
        ],
        optional: []
    )

    package static let attention = Self(
        kind: "attention",
        properties: [("items", SchemaPart.list(attentionItem))],
        optional: []
    )

    /// What the dashboard shows of it.
    package static let indexAttention = Self(
        kind: "index-attention",
        properties: [
            ("total", SchemaPart.count("items of attention.json")),
            ("items", SchemaPart.list(attentionItem)),
        ],
        optional: []
    )

    private static let attentionItem = SchemaPart.object(
        [
            ("user", SchemaPart.text()), ("provider", SchemaPart.text()),
            ("label", SchemaPart.text()), ("status", RecordSchema.status),
            ("reason", RecordSchema.reason), ("message", SchemaPart.text()),
            ("nextStep", SchemaPart.text()),
            ("who", SchemaPart.oneOf(["person", "operator"])),
            ("by", SchemaPart.time("by when, or since when it is too late")),
            ("warning", warning), ("url", SchemaPart.text("where to connect")),
        ],
        optional: [
            "provider", "label", "reason", "message", "nextStep", "who", "by", "warning", "url",
        ]
    )

    /// The threshold that has been reached, in days; 0 once it has passed.
    private static let warning: JSONValue = [
        "enum": .array(DeadlineWarning.allCases.map { .number(JSONNumber($0.rawValue)) }),
        "description": "days: the last threshold that was reached, 0 once it is too late",
    ]

    package static let heartbeat = Self(
        kind: "heartbeat",
        properties: [
            ("startedAt", SchemaPart.time()), ("endedAt", SchemaPart.time()),
            (
                "dataThrough",
                SchemaPart.time(
                    "when the latest run over everything began: all that was due then was read, but for what is marked stale"
                )
            ),
            (
                "behind",
                SchemaPart.map(
                    SchemaPart.time(
                        "of a provider whose limits left no room: what was due by then was read"
                    )
                )
            ),
            ("version", SchemaPart.text()), ("connections", SchemaPart.count()),
            ("failures", SchemaPart.count("connections and files that failed in this run")),
            (
                "clockSkewSeconds",
                [
                    "type": "integer",
                    "description":
                        "how far the providers' clocks are ahead of the run's, where it is more than 5 minutes",
                ]
            ),
            (
                "runs",
                SchemaPart.object(
                    [
                        (
                            "starts",
                            SchemaPart.list(SchemaPart.time("when a run over everything began"))
                        ),
                        (
                            "recent",
                            SchemaPart.list(
                                SchemaPart.object([
                                    ("startedAt", SchemaPart.time()),
                                    ("endedAt", SchemaPart.time()),
                                    ("outcome", SchemaPart.oneOf(["ok", "partial", "stopped"])),
                                    ("connections", SchemaPart.count()),
                                    ("failures", SchemaPart.count()),
                                ])
                            )
                        ),
                        ("medianGapSeconds", SchemaPart.count("between two runs")),
                        (
                            "longestGapSeconds",
                            SchemaPart.count("99th percentile; of fewer than ten gaps the longest")
                        ),
                    ],
                    optional: ["medianGapSeconds", "longestGapSeconds"]
                )
            ),
            ("nextRunExpectedBy", SchemaPart.time("the last run and the longest gap")),
            (
                "scheduleSeemsOffAfter",
                SchemaPart.time("no run by then: the schedule was likely switched off")
            ),
        ],
        optional: [
            "dataThrough", "behind", "clockSkewSeconds", "nextRunExpectedBy",
            "scheduleSeemsOffAfter",
        ]
    )

    package static let login = Self(
        kind: "login",
        properties: [("provider", SchemaPart.text()), ("authorizeUrl", SchemaPart.text())],
        optional: []
    )
}
