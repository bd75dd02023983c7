internal import Crypto
package import Documents
internal import FoundationEssentials

/// The key of one private person's page, and the name that page's file has in place of the person's.
///
/// Derived from the vault's own page key, so that nothing has to be kept for each person, and a page
/// can be read back and written while the person's file is locked.
package struct PageKey: Hashable, Sendable {
    /// 32 bytes as base64url: what the person's link carries behind the number sign.
    package let text: Secret
    /// Tells nothing about the person, and is another one with another key.
    package let alias: String

    /// The key itself, 32 bytes.
    package var bytes: [UInt8] { Base64URL.bytes(text.reveal()) ?? [] }

    /// What a sealed page's `schema` says.
    package static let schema = "latchkey/private/1"

    /// - Parameters:
    ///   - master: The vault's page key.
    ///   - user: Whose page it is.
    ///   - turn: How often the person's link was changed.
    init(master: Secret, user: UserID, turn: Int) {
        let key = Self.derive(Array(master.reveal().utf8), "latchkey/page/1\n\(user.text)\n\(turn)")
        text = Secret(Base64URL.text(key))
        let name = Self.derive(key, "latchkey/page-name/1").prefix(10)
        alias = "p" + name.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A key as a link carries it.
    package init(text: Secret, alias: String) {
        self.text = text
        self.alias = alias
    }

    /// Whether a name has the form of an alias.
    package static func isAlias(_ name: String) -> Bool {
        name.utf8.count == 21 && name.hasPrefix("p")
            && name.dropFirst().utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }

    /// Seals a page with AES-256-GCM, under a nonce of its own each time.
    ///
    /// Blanks behind the text hide its exact length.
    package func seal(_ page: [UInt8]) -> JSONValue {
        let blanks = Self.step - page.count % Self.step
        let padded = page + [UInt8](repeating: UInt8(ascii: " "), count: blanks)
        // It fails for a key of another length only, and the key's is fixed.
        guard let box = try? AES.GCM.seal(padded, using: key, authenticating: context) else {
            return .null
        }
        return .object([
            "ok": .bool(true), "schema": .string(Self.schema),
            "iv": .string(Base64URL.text(Array(box.nonce))),
            "ciphertext": .string(Base64URL.text(box.ciphertext + box.tag)),
        ])
    }

    /// The page within; `nil` where the key does not open it.
    package func open(_ document: JSONValue) -> [UInt8]? {
        guard document["schema"]?.string == Self.schema,
            let nonce = document["iv"]?.string.flatMap({ Base64URL.bytes($0) }),
            let sealed = document["ciphertext"]?.string.flatMap({ Base64URL.bytes($0) }),
            let box = try? AES.GCM.SealedBox(combined: nonce + sealed),
            let padded = try? AES.GCM.open(box, using: key, authenticating: context)
        else { return nil }
        let end = padded.lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? padded.startIndex
        return Array(padded[..<end])
    }

    /// A page's length is told in steps of so many bytes.
    private static let step = 2048

    private var key: SymmetricKey { SymmetricKey(data: bytes) }

    /// Bound to the file's name, so that two files can't be swapped.
    private var context: [UInt8] { Array("\(Self.schema)\n\(alias)".utf8) }

    private static func derive(_ key: [UInt8], _ purpose: String) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(purpose.utf8),
            using: SymmetricKey(data: key)
        )
        return Array(code)
    }
}
