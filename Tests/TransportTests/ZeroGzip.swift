/// Gzip made by hand (RFC 1951, 1952): a long run of zeros in fixed Huffman codes, 158 to 1.
enum ZeroGzip {
    /// Zeros of that count, which is 1 and a multiple of 258.
    static func bytes(runs: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b1, count: 1)  // the last block,
        bits.write(0b01, count: 2)  // in fixed codes
        bits.writeCode(0b0011_0000, count: 8)  // a zero
        for _ in 0..<runs {
            bits.writeCode(0b1100_0101, count: 8)  // 258 more
            bits.writeCode(0b00000, count: 5)  // of what was one back
        }
        bits.writeCode(0b000_0000, count: 7)  // the end
        let length = 1 + 258 * runs
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        return head + bits.bytes + littleEndian(checksum(zeros: length))
            + littleEndian(UInt32(truncatingIfNeeded: length))
    }

    private struct BitWriter {
        private(set) var bytes: [UInt8] = []
        private var used = 8

        /// From the lowest bit up.
        mutating func write(_ value: Int, count: Int) {
            for bit in 0..<count {
                if used == 8 {
                    bytes.append(0)
                    used = 0
                }
                bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(used)
                used += 1
            }
        }

        /// Huffman codes go from the highest bit down.
        mutating func writeCode(_ code: Int, count: Int) {
            for bit in (0..<count).reversed() { write(code >> bit & 1, count: 1) }
        }
    }

    private static func checksum(zeros: Int) -> UInt32 {
        let table = (0..<256 as Range<UInt32>).map { byte in
            (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        var crc = UInt32.max
        for _ in 0..<zeros { crc = crc >> 8 ^ table[Int(crc & 0xFF)] }
        return ~crc
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
