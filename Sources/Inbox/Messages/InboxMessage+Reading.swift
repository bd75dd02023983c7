internal import Documents
package import FoundationEssentials
internal import JOSE
internal import Vault

extension InboxMessage {
    static let schema = "latchkey/message/1"

    /// Opens a sealed text with the key that it names, and reads what is inside.
    package init(
        _ text: String,
        keys: InboxKeys,
        now: Date
    ) throws(MessageProblem) {
        let opened: [UInt8]
        do throws(JOSEProblem) {
            let sealed = try CompactJWE(text)
            guard let key = keys.opener(sealed.keyID, at: now) else { throw .unknownKey }
            opened = try sealed.open(with: key)
        } catch {
            throw .sealed(error)
        }
        guard let root = try? JSONValue(parsing: opened, depthLimit: 4) else {
            throw .malformed("what is inside is not JSON")
        }
        try self.init(root)
    }

    init(_ root: JSONValue) throws(MessageProblem) {
        guard root["schema"]?.string == Self.schema else {
            throw .malformed("what is inside is no \(Self.schema)")
        }
        id = try Self.word("id", in: root, 16...128)
        let time = try Self.word("at", in: root, 1...40)
        guard let at = Timestamp.parse(time) else { throw Self.fault("at") }
        self.at = at
        guard let user = UserID(try Self.word("user", in: root, 1...128)) else {
            throw Self.fault("user")
        }
        self.user = user
        provider = try Self.word("provider", in: root, 1...64)
        label = try Self.word("label", in: root, 1...64)
        // A label is part of what options name: `USER/PROVIDER/LABEL`.
        guard !label.contains("/") else { throw Self.fault("label") }
        invitation = try Self.optional("invitation", in: root, 1...Invitation.sizeLimit)
        let kind = try Self.word("kind", in: root, 1...16)
        switch kind {
        case "connect": self.kind = .connect(try Self.code(in: root))
        case "disconnect": self.kind = .disconnect
        default: throw Self.fault("kind")
        }
        let text = try Self.optional("proof", in: root, 1...64)
        proof = text.flatMap { Base64URL.bytes($0) }
        guard (text == nil) == (proof == nil) else { throw Self.fault("proof") }
        saying = [kind, id, time, user.text, provider, label].joined(separator: "\n")
    }

    private static func code(in root: JSONValue) throws(MessageProblem) -> Code {
        Code(
            code: Secret(try word("code", in: root, 1...4096)),
            redirectURI: try word("redirectUri", in: root, 1...2048),
            verifier: try optional("verifier", in: root, 1...128).map(Secret.init),
            issuer: try optional("iss", in: root, 1...2048),
            callback: try secrets("params", in: root),
            parameters: try secrets("parameters", in: root)
        )
    }

    private static func fault(_ name: String) -> MessageProblem {
        .malformed("its \(name) is missing, or not what it should be")
    }

    /// Text of so many bytes, without control characters.
    private static func word(
        _ name: String,
        in root: JSONValue,
        _ lengths: ClosedRange<Int>
    ) throws(MessageProblem) -> String {
        guard let text = try optional(name, in: root, lengths) else { throw fault(name) }
        return text
    }

    private static func optional(
        _ name: String,
        in root: JSONValue,
        _ lengths: ClosedRange<Int>
    ) throws(MessageProblem) -> String? {
        guard let value = root[name] else { return nil }
        guard let text = value.string, isPlain(text, lengths) else { throw fault(name) }
        return text
    }

    private static func isPlain(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
    }

    /// An object of a few texts.
    private static func secrets(
        _ name: String,
        in root: JSONValue
    ) throws(MessageProblem) -> [String: Secret] {
        guard let value = root[name] else { return [:] }
        guard let object = value.object, object.count <= 32 else { throw fault(name) }
        var secrets: [String: Secret] = [:]
        for member in object.members {
            guard isPlain(member.name, 1...64), let text = member.value.string,
                isPlain(text, 0...2048)
            else { throw fault(name) }
            secrets[member.name] = Secret(text)
        }
        return secrets
    }
}
