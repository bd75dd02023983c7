package import Documents
import FoundationEssentials
package import Pipeline

/// Turns what a provider wrote into what a snapshot shows.
///
/// Pure.
package enum FieldReading {
    /// The fields of one answer; a field whose pick selects nothing is left out.
    package static func fields(
        _ definitions: [FieldDefinition],
        in document: JSONValue
    ) -> JSONObject {
        var object = JSONObject()
        for field in definitions {
            guard let value = field.pick.first(in: document) else { continue }
            object[field.name] = read(value, field.kind)
            if field.kind == .mediaURL, let url = value.string,
                let end = MediaLink.end(of: url)
            {
                object[expiryName(field.name)] = .string(Timestamp.text(end))
            }
        }
        return object
    }

    /// The companion field that tells when a media link dies: `profilePictureUrlExpiresAt`.
    package static func expiryName(_ field: String) -> String { field + expirySuffix }

    /// Whether a field is the companion of another one.
    static func isExpiry(_ name: String, in fields: JSONObject) -> Bool {
        name.hasSuffix(expirySuffix) && fields[String(name.dropLast(expirySuffix.count))] != nil
    }

    private static let expirySuffix = "ExpiresAt"

    /// `nil` where the value can't be what the field is.
    static func read(_ value: JSONValue, _ kind: FieldDefinition.Kind) -> JSONValue? {
        switch kind {
        case .any:
            return value
        case .text:
            return value.exactText.map { .string($0) }
        case .integer:
            let text = value.exactText ?? ""
            return JSONNumber(text)?.integer.map { .number(JSONNumber($0)) }
        case .boolean:
            switch value {
            case .bool: return value
            case .string("true"): return .bool(true)
            case .string("false"): return .bool(false)
            default: return nil
            }
        case .time:
            guard let text = value.exactText else { return nil }
            if let seconds = Double(text), seconds > 0, seconds < 32_503_680_000_000 {
                // Beyond the year 3000 in seconds it can only be milliseconds.
                let scale = seconds < 32_503_680_000 ? 1.0 : 1000
                return .string(Timestamp.text(Date(timeIntervalSince1970: seconds / scale)))
            }
            return Timestamp.parse(text).map { .string(Timestamp.text($0)) }
        case .mediaURL:
            guard let text = value.string, text.hasPrefix("https://") || text.hasPrefix("http://")
            else { return nil }
            return value
        }
    }
}
