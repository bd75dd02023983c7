import Documents

extension StatusSchema {
    package static let limits = Self(
        kind: "limits",
        properties: [
            (
                "unknownUntil",
                SchemaPart.time("calls before it are not known: an earlier file was unreadable")
            ),
            (
                "counts",
                SchemaPart.list(
                    SchemaPart.object(
                        party + [
                            ("allowed", SchemaPart.count("calls of the pipeline's budget")),
                            ("perSeconds", SchemaPart.count("the span they are allowed in")),
                            ("uses", SchemaPart.list(use)),
                        ],
                        optional: optionalParty
                    )
                )
            ),
            (
                "holds",
                SchemaPart.list(
                    SchemaPart.object(
                        party + [
                            ("until", SchemaPart.time("left alone until then")),
                            (
                                "refuses",
                                SchemaPart.flag(
                                    "whether calls are refused; otherwise only reading rests"
                                )
                            ),
                        ],
                        optional: optionalParty
                    )
                )
            ),
        ],
        optional: ["unknownUntil"]
    )

    private static let party: [(String, JSONValue)] = [
        ("provider", SchemaPart.text()),
        ("group", SchemaPart.text("tells servers and clients of the connections' own apart")),
        ("user", SchemaPart.text("with label: where the limit is one account's")),
        ("label", SchemaPart.text()),
    ]

    private static let optionalParty: Set<String> = ["group", "user", "label"]

    private static let use = SchemaPart.object(
        [
            ("run", SchemaPart.text("the run that made the calls")),
            ("until", SchemaPart.time("they were made by then")),
            ("calls", SchemaPart.count()),
            (
                "open",
                SchemaPart.flag("the run has not ended yet: these are all it may have made")
            ),
        ],
        optional: ["open"]
    )
}
