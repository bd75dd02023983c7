import Documents
import Vault

/// Keeps every secret of the run out of what is published.
///
/// A token may be any text, and a short one may be a word of Latchkey's own, such as `connected`: that
/// a page says so tells nothing of the token. So a page that has a secret somewhere in its bytes is
/// looked at value by value. What Latchkey writes there itself passes; a field from a provider that
/// repeats a secret is left out; a page with a secret in any other value is refused, and the value named.
struct LastGate: Sendable {
    let ledger: SecretLedger

    /// What becomes of a file.
    struct Verdict {
        /// `nil` where it must not be written.
        var bytes: [UInt8]?
        /// Places of the fields that are not in the bytes.
        var leftOut: [String] = []
        /// The place for which it is refused.
        var refusal: String?
    }

    /// Members whose values are words of Latchkey's own.
    private static let ownMembers: Set<String> = [
        "schema", "ok", "status", "reason", "message", "nextStep", "who", "provider", "from", "to",
        "version", "warning",
    ]

    /// Members whose values the operator has chosen.
    ///
    /// A word that is a token, too, is no secret there; a long one is, for somebody may have pasted a
    /// token in the wrong place.
    private static let namingMembers: Set<String> = ["user", "label"]

    /// What is as long as this, in bytes, is no name that happens to be a token.
    static let leastTokenSize = 16

    /// Members below which everything comes from a provider.
    private static let foreignMembers: Set<String> = ["profile", "collections", "connectedAccount"]

    func pass(_ document: StatusDocument, _ path: String) -> Verdict {
        pass(document.text(), path) { document.value() }
    }

    func pass(_ document: JSONValue, _ path: String) -> Verdict {
        pass(document.canonicalText(), path) { document }
    }

    private func pass(_ bytes: [UInt8], _ path: String, _ value: () -> JSONValue) -> Verdict {
        // A schema is the same for everybody.
        guard !path.hasPrefix("schemas/"), ledger.find(in: bytes) else {
            return Verdict(bytes: bytes)
        }
        let document = value()
        var search = Search(ledger: ledger, isFlat: Self.isFlat(path))
        let passed = search.value(document, at: "$", isForeign: false)
        guard search.refusals.isEmpty, let passed else {
            return Verdict(refusal: search.refusals.first ?? "$")
        }
        return Verdict(bytes: passed.canonicalText(), leftOut: search.leftOut)
    }

    /// What becomes of a file that is no JSON, and what is in it from outside; `nil` where that is not
    /// known.
    func pass(_ text: [UInt8], quoting values: [String]?) -> Verdict {
        guard ledger.find(in: text) else { return Verdict(bytes: text) }
        guard let values else { return Verdict(refusal: "a text in it") }
        let isLeak = values.contains { ledger.find(in: JSONValue.string($0).compactText()) }
        return isLeak ? Verdict(refusal: "a link or a name in it") : Verdict(bytes: text)
    }

    private static func isOwn(_ name: String, _ value: JSONValue) -> Bool {
        if namingMembers.contains(name) {
            return value.string.map { $0.utf8.count < leastTokenSize } ?? false
        }
        return ownMembers.contains(name)
    }

    /// Whether a page has a provider's fields beside Latchkey's own.
    private static func isFlat(_ path: String) -> Bool {
        path.hasPrefix("\(StatusPath.integrations)/") && path.split(separator: "/").count > 3
    }

    /// One walk through a document.
    private struct Search {
        let ledger: SecretLedger
        let isFlat: Bool
        var leftOut: [String] = []
        var refusals: [String] = []

        /// The value without what repeats a secret; `nil` where it is one itself.
        mutating func value(_ value: JSONValue, at place: String, isForeign: Bool) -> JSONValue? {
            switch value {
            case .object(let object):
                return .object(self.object(object, at: place, isForeign: isForeign))
            case .array(let items):
                return .array(
                    items.enumerated().compactMap { index, item in
                        kept(item, at: "\(place)[\(index)]", isForeign: isForeign)
                    }
                )
            default:
                // Said in full: a bare nil beside a value would be JSON's null.
                if ledger.find(in: value.compactText()) { return Optional<JSONValue>.none }
                return value
            }
        }

        private mutating func object(
            _ object: JSONObject,
            at place: String,
            isForeign: Bool
        ) -> JSONObject {
            var result = JSONObject()
            for member in object.members {
                // A provider's name is its pipeline file's.
                let isOwn =
                    !isForeign
                    && (place.hasPrefix("$.providers.")
                        || LastGate.isOwn(member.name, member.value))
                guard !isOwn || member.value.string == nil else {
                    result[member.name] = member.value
                    continue
                }
                let inner = "\(place).\(member.name)"
                // A name below a provider's field is the provider's as well.
                if isForeign, ledger.find(in: JSONValue.string(member.name).compactText()) {
                    leftOut.append("a name in \(place)")
                    continue
                }
                let isNowForeign =
                    isForeign || LastGate.foreignMembers.contains(member.name)
                    || isFlat && place.hasPrefix("$.connection") && !isStanding(member.name)
                if let value = kept(member.value, at: inner, isForeign: isNowForeign) {
                    result[member.name] = value
                } else if member.name == "connectedAccount" {
                    result[member.name] = JSONValue.null
                }
            }
            return result
        }

        /// Leaves out a provider's value, and refuses the page for any other.
        private mutating func kept(
            _ inner: JSONValue,
            at place: String,
            isForeign: Bool
        ) -> JSONValue? {
            if let passed = value(inner, at: place, isForeign: isForeign) { return passed }
            if isForeign || place.hasSuffix(".username") {
                leftOut.append(place)
                return Optional<JSONValue>.none
            }
            refusals.append(place)
            return inner
        }

        private func isStanding(_ name: String) -> Bool {
            RecordSchema.standingNames.contains(name)
        }
    }
}
