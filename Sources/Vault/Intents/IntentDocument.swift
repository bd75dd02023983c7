internal import Documents

/// The journal's two files as JSON, there and back.
enum IntentDocument {
    /// The least generation that a saved result has is told beside the one before.
    static func encode(_ intents: [Intent]) -> [UInt8] {
        let value: JSONValue = .object([
            "schema": "latchkey/intents/2",
            "intents": .array(
                intents.map { intent in
                    [
                        "kind": .string(intent.kind.rawValue), "user": .string(intent.user.text),
                        "provider": .string(intent.provider), "label": .string(intent.label),
                        "generation": .number(JSONNumber(intent.generation)),
                        "nextGeneration": .number(
                            JSONNumber(max(intent.generation, intent.generation &+ 1))
                        ),
                        "at": .string(Timestamp.text(intent.at)), "salt": .string(intent.salt),
                        "credentialHash": .string(intent.credentialHash),
                        "isShared": .bool(intent.isShared),
                    ]
                }
            ),
        ])
        return value.canonicalText()
    }

    /// The intents that can be read, and how many can't; `nil` where it is no such document.
    static func decode(_ bytes: [UInt8]) -> (intents: [Intent], unreadable: Int)? {
        guard let document = try? JSONValue(parsing: bytes),
            let elements = document["intents"]?.array
        else { return nil }
        let intents = elements.compactMap(intent)
        return (intents, elements.count - intents.count)
    }

    static func encode(sent hashes: Set<String>) -> [UInt8] {
        let value: JSONValue = .object([
            "schema": "latchkey/sent-codes/1",
            "sent": .array(hashes.sorted().map { .string($0) }),
        ])
        return value.canonicalText()
    }

    static func decodeSent(_ bytes: [UInt8]) -> Set<String>? {
        guard let document = try? JSONValue(parsing: bytes),
            let elements = document["sent"]?.array
        else { return nil }
        let hashes = elements.compactMap(\.string)
        return hashes.count == elements.count ? Set(hashes) : nil
    }

    private static func intent(_ value: JSONValue) -> Intent? {
        guard let user = value["user"]?.string.flatMap(UserID.init),
            let provider = value["provider"]?.string, let label = value["label"]?.string,
            let generation = value["generation"]?.integer,
            let at = value["at"]?.string.flatMap(Timestamp.parse),
            let hash = value["credentialHash"]?.string,
            // The first format knew refresh tokens only, and salted with their names.
            let kind = Intent.Kind(rawValue: value["kind"]?.string ?? "refresh")
        else { return nil }
        return Intent(
            kind: kind,
            user: user,
            provider: provider,
            label: label,
            generation: generation,
            at: at,
            salt: value["salt"]?.string ?? "\(user)/\(provider)/\(label)/\(generation)/",
            credentialHash: hash,
            isShared: value["isShared"]?.bool ?? true
        )
    }
}
