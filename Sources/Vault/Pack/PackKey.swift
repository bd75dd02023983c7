internal import Crypto
internal import FoundationEssentials

/// The key of a pack: random, kept beside the connection files, encrypted to their recipients.
///
/// gpg opens this one small file; the buckets are AES-256-GCM under it (NIST SP 800-38D), so
/// that opening any number of them costs one gpg process, and a bucket that was written by anybody
/// who can't read the key is refused.
struct PackKey: Sendable {
    private let bytes: [UInt8]
    private var key: SymmetricKey { SymmetricKey(data: bytes) }

    /// A new one, of the system's random numbers.
    init() {
        var source = SystemRandomNumberGenerator()
        bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &source) }
    }

    /// `nil` where the text is no key.
    init?(decoding text: [UInt8]) {
        let digits = text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
        guard digits.starts(with: Self.mark),
            let bytes = Data(base64Encoded: Data(digits.dropFirst(Self.mark.count))),
            bytes.count == 32
        else { return nil }
        self.bytes = Array(bytes)
    }

    func encoded() -> [UInt8] {
        Self.mark + Array(Data(bytes).base64EncodedString().utf8) + [UInt8(ascii: "\n")]
    }

    /// Seals a bucket under its name: one that is put in another's place does not open.
    func seal(_ plaintext: [UInt8], as name: String) -> [UInt8]? {
        let box = try? AES.GCM.seal(plaintext, using: key, authenticating: Self.context(name))
        return box?.combined.map { Array($0) }
    }

    /// `nil` where the bytes were not sealed under this key and name.
    func open(_ sealed: [UInt8], as name: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let plaintext = try? AES.GCM.open(
                box,
                using: key,
                authenticating: Self.context(name)
            )
        else { return nil }
        return Array(plaintext)
    }

    private static func context(_ name: String) -> [UInt8] {
        Array("latchkey/pack/1 \(name)".utf8)
    }

    private static let mark = Array("latchkey-pack-key/1 ".utf8)
}
