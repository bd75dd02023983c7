import Documents
import FoundationEssentials

/// One person of a data set: name and tokens follow from the set's kind and a number, so that the
/// sandbox can be told of them at any time.
struct BenchUser {
    let kind: SetKind
    let number: Int

    /// Sorts as the number does.
    var name: String {
        let digits = String(number)
        return kind.rawValue + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    /// As long as Spotify's.
    var accessToken: String { Self.token("BQ", length: 180, seed: UInt64(number) << 2 | kindBits) }
    var refreshToken: String {
        Self.token("AQ", length: 129, seed: UInt64(number) << 2 | kindBits | 2)
    }

    private var kindBits: UInt64 { kind == .live ? 0 : 1 }

    /// The connection file's plain text.
    func file(consentedAt: Date) -> [UInt8] {
        var grant: JSONObject = [:]
        if kind == .live { grant["access_token"] = .string(accessToken) }
        grant["refresh_token"] = .string(refreshToken)
        grant["scopes"] = ["user-read-private"]
        grant["authorized_at"] = .string(Timestamp.text(consentedAt))
        grant["issued_at"] = .string(Timestamp.text(consentedAt))
        if kind == .live {
            let end = consentedAt.addingTimeInterval(Self.accessLife)
            grant["access_expires_at"] = .string(Timestamp.text(end))
        }
        let connection: JSONObject = [
            "provider": "spotify", "label": "default", "generation": 1, "grant": .object(grant),
        ]
        let file: JSONObject = [
            "format": "latchkey-user", "version": 1, "user": .string(name),
            "connections": [.object(connection)],
        ]
        return JSONValue.object(file).canonicalText()
    }

    /// Enters the grant in the sandbox: the body of `POST /sandbox/grants`.
    func order(rotation: String) -> [UInt8] {
        let order: JSONObject = [
            "provider": "spotify", "user": .string(name), "rotation": .string(rotation),
            "access_token": .string(accessToken), "refresh_token": .string(refreshToken),
            "access_life": .number(JSONNumber(Int(Self.accessLife))),
            "scopes": ["user-read-private"],
        ]
        return JSONValue.object(order).compactText()
    }

    /// Seconds; longer than a data set is kept.
    private static let accessLife: Double = 300 * 86_400

    /// Characters of base64url that follow from a seed (SplitMix64).
    private static func token(_ prefix: String, length: Int, seed: UInt64) -> String {
        var state = seed
        var bits: UInt64 = 0
        var text = Array(prefix.utf8)
        for position in 0..<length {
            if position % 10 == 0 {
                state &+= 0x9E37_79B9_7F4A_7C15
                bits = state
                bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
                bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
                bits ^= bits >> 31
            }
            text.append(alphabet[Int(bits & 63)])
            bits >>= 6
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
}
