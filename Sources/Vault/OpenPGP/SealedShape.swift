/// What can be seen of an encrypted OpenPGP message without any key.
///
/// `nil` where it is not just one encrypted session key for each named recipient and one
/// integrity-protected body, whole to the last byte. More than gpg writes today is not understood,
/// and need not be: what has no shape is decrypted for proof.
package struct SealedShape: Hashable, Sendable {
    /// Whom a session key is encrypted to, and by which algorithm.
    package struct SessionKey: Hashable, Sendable {
        /// 16 hex digits, in capitals as gpg writes them.
        package var keyID: String
        package var algorithm: UInt8
    }

    /// In the order of the message.
    package let sessionKeys: [SessionKey]
    /// Of the protected body, in bytes.
    package let bodyLength: Int
    /// Whether the message tells the length of the body before it, and not in pieces.
    package let isInOnePiece: Bool

    /// The longest encrypted session key: two numbers of 16,384 bits.
    private static let keyLimit = 5 << 10

    package init?(_ message: [UInt8]) {
        var packets = PacketReader(message)
        var sessionKeys: [SessionKey] = []
        while let packet = packets.next(keeping: Self.keyLimit) {
            switch packet.type {
            case 1:
                guard packet.length == packet.start.count,
                    let key = Self.sessionKey(packet.start[...])
                else { return nil }
                sessionKeys.append(key)
            case 18:
                // Version 1: what gpg writes to a key that does not ask for more.
                guard packet.start.first == 1, !sessionKeys.isEmpty, packets.isAtEnd else {
                    return nil
                }
                self.sessionKeys = sessionKeys
                bodyLength = packet.length
                isInOnePiece = packet.isInOnePiece
                return
            default: return nil
            }
        }
        return nil
    }

    /// Whether the body is exactly as long as gpg makes it for so many bytes, uncompressed, and for
    /// no fewer: a plaintext that was cut on its way into gpg does not fit.
    package func fits(plaintext count: Int) -> Bool {
        // Beside a power of two a piece may take the place of five: then several lengths look alike.
        mayHold(count) && !(1...16).contains { $0 <= count && mayHold(count - $0) }
    }

    /// gpg tells the length of what it reads from a file at once, and that of other input in pieces
    /// of 512 bytes or more; what is shorter shows no difference.
    private func mayHold(_ count: Int) -> Bool {
        let length = bodyLength - Self.version - Self.prefix - Self.integrity
        if isInOnePiece, length == Self.literal(count) { return true }
        return (!isInOnePiece || bodyLength < 512) && length == Self.literalInPieces(count)
    }

    private static let version = 1
    /// A block of 16 bytes and two of them again (RFC 9580, section 5.13.1).
    private static let prefix = 18
    /// The modification detection code, as a packet.
    private static let integrity = 22

    /// The length of gpg's literal packet under an old header, which tells it at once.
    private static func literal(_ count: Int) -> Int {
        let body = count + 6
        return 1 + (body < 1 << 8 ? 1 : body < 1 << 16 ? 2 : 4) + body
    }

    /// The length of gpg's literal packet: format, empty name, date and data in partial lengths.
    private static func literalInPieces(_ count: Int) -> Int {
        var left = count + 6
        var length = 1 + left
        while left >= 512 {
            var piece = 512
            while piece < 8192, piece << 1 <= left { piece <<= 1 }
            length += 1
            left -= piece
        }
        return length + (left < 192 ? 1 : 2)
    }

    /// Reads an encrypted session key of version 3 (RFC 9580, section 5.1.1).
    private static func sessionKey(_ body: ArraySlice<UInt8>) -> SessionKey? {
        guard body.count > 10, body.first == 3 else { return nil }
        let number = body.dropFirst().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Whom an id of zeros is for can't be seen.
        guard number != 0 else { return nil }
        let digits = String(number, radix: 16, uppercase: true)
        let keyID = String(repeating: "0", count: 16 - digits.count) + digits
        let algorithm = body[body.startIndex + 9]
        var rest = body.dropFirst(10)
        switch algorithm {
        case 1: guard skipNumber(&rest) else { return nil }  // RSA
        case 16: guard skipNumber(&rest), skipNumber(&rest) else { return nil }  // Elgamal
        case 18:  // ECDH: a point, then the wrapped key after its length
            guard skipNumber(&rest), let length = rest.popFirst(), length > 0,
                rest.count == Int(length)
            else { return nil }
            rest = []
        default: return nil
        }
        return rest.isEmpty ? SessionKey(keyID: keyID, algorithm: algorithm) : nil
    }

    /// Skips a multiprecision integer (RFC 9580, section 3.2): its length in bits must be exact.
    private static func skipNumber(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let high = rest.popFirst(), let low = rest.popFirst() else { return false }
        let bits = Int(high) << 8 | Int(low)
        let octets = (bits + 7) / 8
        guard bits > 0, octets <= rest.count, let first = rest.first,
            bits == 8 * octets - first.leadingZeroBitCount
        else { return false }
        rest = rest.dropFirst(octets)
        return true
    }
}
