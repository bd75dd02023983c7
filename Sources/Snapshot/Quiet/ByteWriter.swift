import FoundationEssentials

/// Writes values as bytes, in an order that its reader knows: whole numbers with the least
/// significant byte first, texts after their lengths.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func add(_ text: String) { add(Array(text.utf8)) }

    mutating func add(_ data: [UInt8]) {
        add(Int64(data.count))
        bytes += data
    }

    mutating func add(_ text: String?) {
        add(text != nil)
        if let text { add(text) }
    }

    /// A moment to the bit.
    mutating func add(_ date: Date) {
        add(Int64(bitPattern: date.timeIntervalSinceReferenceDate.bitPattern))
    }

    mutating func add(_ date: Date?) {
        add(date != nil)
        if let date { add(date) }
    }
}
