import Documents
import Engine
import Pipeline

/// The parts of the schemas that speak of one connection.
enum RecordSchema {
    static let status = SchemaPart.oneOf(ConnectionState.allCases.map(\.rawValue))
    static let reason = SchemaPart.oneOf(FailureReason.allCases.map(\.rawValue))

    static func nullableStatus(_ description: String) -> JSONValue {
        let states = ConnectionState.allCases.map { JSONValue.string($0.rawValue) }
        return ["enum": .array(states + [.null]), "description": .string(description)]
    }

    private static let standing: [(String, JSONValue)] = [
        ("provider", SchemaPart.text()), ("label", SchemaPart.text()), ("status", status),
        ("since", SchemaPart.time("when the status, with its reason, began")),
        ("reason", reason), ("message", SchemaPart.text()), ("nextStep", SchemaPart.text()),
        ("generation", SchemaPart.count("grows with every change of the token")),
        (
            "newestGeneration",
            SchemaPart.count(
                "the highest that a run has seen, where the file has gone back behind it"
            )
        ),
        ("needsRefresh", SchemaPart.flag("the end is within the provider's window")),
        ("expiresAt", SchemaPart.time("when the connection dies unless renewed", nullable: true)),
        ("reconnectBy", SchemaPart.time("after this only the person can help")),
        ("finalEnd", SchemaPart.time("no renewal moves this end")),
        ("connectedAt", SchemaPart.time("when the person consented", nullable: true)),
        ("lastSync", SchemaPart.time("when the values were last learned anew", nullable: true)),
        ("retryAt", SchemaPart.time("the provider asked to be left alone until then")),
        ("evidenceAt", SchemaPart.time("when the provider first said that the grant is gone")),
        (
            "renewalRefusedAt",
            SchemaPart.time("when the provider last refused to renew a token that is well")
        ),
        (
            "stale",
            SchemaPart.object([("reason", reason), ("since", SchemaPart.time())])
        ),
        (
            "doubted",
            SchemaPart.map(
                SchemaPart.time("when the field suddenly came back empty; its old value stays")
            )
        ),
        ("missingScopes", SchemaPart.list(SchemaPart.text())),
    ]

    /// Names that a pipeline's field never has the last word on.
    static let standingNames = Set(standing.map(\.0))

    private static let optional: Set<String> = [
        "reason", "message", "nextStep", "reconnectBy", "finalEnd", "retryAt", "evidenceAt",
        "newestGeneration", "renewalRefusedAt", "stale", "doubted",
        "missingScopes",
        "collections",
    ]

    /// As the integrations file holds it: the profile in a member of its own.
    static func nested(extra: [(String, JSONValue)] = []) -> JSONValue {
        SchemaPart.object(
            standing + [
                ("profile", ["type": "object"]), ("collections", ["type": "object"]),
                ("connectedAccount", ["type": ["string", "null"]]),
            ] + extra,
            optional: optional
        )
    }

    /// As the connection file holds it: the profile's fields beside the standing.
    static let flat = SchemaPart.object(standing, optional: optional, open: true)
}
