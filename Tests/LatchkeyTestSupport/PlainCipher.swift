internal import FoundationEssentials
internal import Synchronization
package import Vault

/// A cipher that hides nothing, for tests: a header that names the keys, then the plaintext.
///
/// It keeps the contract of `Cipher`: what it did not seal is broken, what it holds no key for is
/// locked, a key it can't use is refused by fingerprint.
package final class PlainCipher: Cipher {
    private let keyring: Mutex<[RecipientKey]>
    private let openings = Mutex(0)

    package init(keys: [RecipientKey] = [PlainCipher.key("Test <test@example.org>", number: 1)]) {
        keyring = Mutex(keys)
    }

    /// A key whose fingerprint and key ids come from a number.
    package static func key(_ userID: String, number: Int, hasSecret: Bool = true) -> RecipientKey {
        let digits = String(number, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 15 - digits.utf8.count))
        return RecipientKey(
            fingerprint: String(repeating: "A", count: 24) + "0" + zeros + digits,
            userIDs: [userID],
            hasSecret: hasSecret,
            parts: [
                RecipientKeyPart(
                    keyID: "0" + zeros + digits,
                    algorithm: "cv25519",
                    canEncrypt: true
                )
            ]
        )
    }

    /// The keys it knows; those with a secret open what is sealed to them.
    package var keys: [RecipientKey] {
        get { keyring.withLock { $0 } }
        set { keyring.withLock { $0 = newValue } }
    }

    /// How many messages it was asked to open.
    package var openCount: Int { openings.withLock { $0 } }

    package func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        openings.withLock { $0 += 1 }
        guard ciphertext.starts(with: Self.mark),
            let end = ciphertext.firstIndex(of: UInt8(ascii: "\n")),
            ciphertext.last == UInt8(ascii: "."),
            let count = ciphertext.dropLast().lastIndex(of: UInt8(ascii: "\n")),
            count > end
        else { throw .broken(reason: "it is no sealed message") }
        let header = String(decoding: ciphertext[Self.mark.count..<end], as: UTF8.self)
        let plaintext = Array(ciphertext[(end + 1)..<count])
        let sum = String(decoding: ciphertext[(count + 1)...].dropLast(), as: UTF8.self)
        let keyIDs = header.split(separator: " ").map(String.init)
        guard sum == Self.sum(keyIDs, plaintext) else {
            throw .broken(reason: "it was cut short or tampered with")
        }
        let opening = keys.filter(\.hasSecret).flatMap(\.parts).map(\.keyID)
        guard keyIDs.contains(where: opening.contains) else {
            throw .locked(reason: "no secret key here opens it")
        }
        return OpenedMessage(plaintext: plaintext, keyIDs: keyIDs)
    }

    package func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        guard !fingerprints.isEmpty else { throw .unusable(reason: "there are no recipients") }
        var keyIDs: [String] = []
        for fingerprint in fingerprints {
            guard let key = keys.first(where: { $0.fingerprint == fingerprint }) else {
                throw .recipient(fingerprint: fingerprint, reason: "the keyring has no such key")
            }
            guard let part = key.parts.last(where: { $0.canEncrypt && !$0.isOutOfUse }) else {
                throw .recipient(fingerprint: fingerprint, reason: "the key can't encrypt")
            }
            keyIDs.append(part.keyID)
        }
        let header = keyIDs.joined(separator: " ")
        let sum = Self.sum(keyIDs, plaintext)
        return Self.mark + Array("\(header)\n".utf8) + plaintext + Array("\n\(sum).".utf8)
    }

    package func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        keys.filter { key in
            key.fingerprint == name || key.userIDs.contains { $0.contains(name) }
        }
    }

    private static let mark = Array("plain-cipher ".utf8)

    private static func sum(_ keyIDs: [String], _ plaintext: [UInt8]) -> String {
        // FNV-1a: any change of one byte shows.
        let all = Array(keyIDs.joined(separator: " ").utf8) + plaintext
        let sum = all.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return String(sum, radix: 16)
    }
}
