internal import Crypto

/// The key derivation of ECDH-ES (RFC 7518, section 4.6.2; NIST SP 800-56A, section 5.8.1).
enum ConcatKDF {
    /// - Parameters:
    ///   - secret: What both sides agreed on, Z.
    ///   - algorithm: The name of the content encryption the key is for.
    ///   - bytes: The key's length, at most 32: one round of SHA-256.
    ///   - apu: Information about the producer.
    ///   - apv: Information about the recipient.
    /// - Returns: The key.
    static func key(
        from secret: some Sequence<UInt8>,
        for algorithm: String,
        bytes: Int,
        apu: [UInt8] = [],
        apv: [UInt8] = []
    ) -> [UInt8] {
        var round = number(1) + Array(secret)
        for part in [Array(algorithm.utf8), apu, apv] { round += number(part.count) + part }
        round += number(bytes * 8)
        return Array(SHA256.hash(data: round).prefix(bytes))
    }

    /// Four bytes, the greatest first.
    private static func number(_ value: Int) -> [UInt8] {
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
