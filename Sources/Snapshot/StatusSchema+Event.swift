import Documents
import Engine
import Pipeline

extension StatusSchema {
    /// A line of `data/history/events.ndjson`.
    package static let event = Self(
        kind: "event",
        properties: [
            ("id", SchemaPart.text("the same for the same change")),
            ("at", SchemaPart.time("when the new state began")),
            ("user", SchemaPart.text()),
            ("provider", SchemaPart.text("missing where a whole file can't be opened")),
            ("label", SchemaPart.text()),
            ("from", RecordSchema.nullableStatus("null at first sight")),
            ("to", RecordSchema.nullableStatus("null when it is gone, or a file open again")),
            ("reason", RecordSchema.reason), ("message", SchemaPart.text()),
            ("nextStep", SchemaPart.text()),
            ("who", SchemaPart.oneOf(["person", "operator"])),
        ],
        optional: ["provider", "label", "reason", "message", "nextStep", "who"],
        hasOK: false
    )
}
