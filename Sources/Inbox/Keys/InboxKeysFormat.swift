internal import Documents
internal import FoundationEssentials
internal import JOSE
internal import Vault

/// The plaintext of the keys' document: JSON, `latchkey/inbox-keys/1`.
package enum InboxKeysFormat {
    static let schema = "latchkey/inbox-keys/1"

    /// One line and a final newline; equal keys give equal bytes.
    package static func encode(_ keys: InboxKeys) -> [UInt8] {
        let object: JSONObject = [
            "schema": .string(schema),
            "signing": .array(keys.signing.map { value(of: $0, d: $0.key.d) }),
            "sealing": .array(keys.sealing.map { value(of: $0, d: $0.key.d) }),
            "revocations": .array(keys.revocations.map(value)),
        ]
        return JSONValue.object(object).compactText() + [UInt8(ascii: "\n")]
    }

    private static func value<Key>(of key: AgedKey<Key>, d: String) -> JSONValue {
        var object: JSONObject = [
            "d": .string(d), "made_at": .string(Timestamp.text(key.madeAt)),
        ]
        object["ends_at"] = key.endsAt.map { .string(Timestamp.text($0)) }
        return .object(object)
    }

    private static func value(of revocation: InvitationRevocation) -> JSONValue {
        var object: JSONObject = ["until": .string(Timestamp.text(revocation.until))]
        switch revocation.subject {
        case .invitation(let id): object["invitation"] = .string(id)
        case .user(let user, let end):
            object["user"] = .string(user.text)
            object["made_until"] = .string(Timestamp.text(end))
        }
        return .object(object)
    }

    /// `nil` where it is no such document, or of a later format.
    package static func decode(_ bytes: [UInt8]) -> InboxKeys? {
        guard let root = try? JSONValue(parsing: bytes, depthLimit: 8),
            root["schema"]?.string == schema,
            let signing = keys(root["signing"], SigningKey.init(d:)),
            let sealing = keys(root["sealing"], SealingKey.init(d:))
        else { return nil }
        var revocations: [InvitationRevocation] = []
        for value in root["revocations"]?.array ?? [] {
            guard let revocation = revocation(value) else { return nil }
            revocations.append(revocation)
        }
        return InboxKeys(signing: signing, sealing: sealing, revocations: revocations)
    }

    private static func keys<Key>(
        _ value: JSONValue?,
        _ make: (String) -> Key?
    ) -> [AgedKey<Key>]? {
        guard let elements = value?.array else { return nil }
        var keys: [AgedKey<Key>] = []
        for element in elements {
            guard let key = element["d"]?.string.flatMap(make),
                let madeAt = element["made_at"]?.string.flatMap(Timestamp.parse)
            else { return nil }
            let end = element["ends_at"]?.string.map(Timestamp.parse)
            // An end that can't be read must not make a key live for ever.
            if case .some(nil) = end { return nil }
            keys.append(AgedKey(key: key, madeAt: madeAt, endsAt: end ?? nil))
        }
        return keys
    }

    private static func revocation(_ value: JSONValue) -> InvitationRevocation? {
        guard let until = value["until"]?.string.flatMap(Timestamp.parse) else { return nil }
        if let id = value["invitation"]?.string {
            return InvitationRevocation(.invitation(id), until: until)
        }
        guard let user = value["user"]?.string.flatMap(UserID.init),
            let end = value["made_until"]?.string.flatMap(Timestamp.parse)
        else { return nil }
        return InvitationRevocation(.user(user, madeUntil: end), until: until)
    }
}
