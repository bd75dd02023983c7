import FoundationEssentials

/// ASCII armor of an OpenPGP message (RFC 9580, section 6.2): what survives a log.
package enum Armor {
    static let header = "-----BEGIN PGP MESSAGE-----"
    static let footer = "-----END PGP MESSAGE-----"
    /// Digits in a line, but for the last.
    static let width = 64

    /// The message in armor, with its checksum, as lines with a final line end.
    package static func text(of message: [UInt8]) -> String {
        var text = header + "\n\n"
        let digits = Data(message).base64EncodedString()
        var rest = digits[...]
        while !rest.isEmpty {
            text += rest.prefix(width) + "\n"
            rest = rest.dropFirst(width)
        }
        let sum = checksum(message)
        let bytes = [UInt8(sum >> 16 & 255), UInt8(sum >> 8 & 255), UInt8(sum & 255)]
        return text + "=\(Data(bytes).base64EncodedString())\n\(footer)\n"
    }

    /// CRC-24 (RFC 9580, section 6.1.1).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xB704CE
        for byte in bytes {
            sum ^= UInt32(byte) << 16
            for _ in 0..<8 {
                sum <<= 1
                if sum & 0x100_0000 != 0 { sum ^= 0x186_4CFB }
            }
        }
        return sum & 0xFF_FFFF
    }
}
