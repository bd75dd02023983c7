import FoundationEssentials

/// Reads what `ByteWriter` wrote; `nil` from where the bytes are no such values on.
struct ByteReader {
    private let bytes: [UInt8]
    private var place: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func number() -> Int64? {
        guard bytes.endIndex - place >= 8 else { return nil }
        var number: UInt64 = 0
        for index in 0..<8 { number |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        place += 8
        return Int64(bitPattern: number)
    }

    mutating func flag() -> Bool? {
        guard place < bytes.endIndex, bytes[place] <= 1 else { return nil }
        defer { place += 1 }
        return bytes[place] == 1
    }

    /// Where the next data is; it is passed over.
    mutating func range() -> Range<Int>? {
        guard let count = number(), count >= 0, count <= bytes.endIndex - place else { return nil }
        defer { place += Int(count) }
        return place..<place + Int(count)
    }

    /// The data in a range that was passed over.
    func data(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }

    mutating func data() -> [UInt8]? { range().map { Array(bytes[$0]) } }

    mutating func text() -> String? { range().map { String(decoding: bytes[$0], as: UTF8.self) } }

    /// Outer `nil` where the bytes are no optional text.
    mutating func optionalText() -> String?? {
        guard let isThere = flag() else { return nil }
        return isThere ? text().map { .some($0) } : .some(nil)
    }

    mutating func date() -> Date? {
        number().map {
            Date(timeIntervalSinceReferenceDate: Double(bitPattern: UInt64(bitPattern: $0)))
        }
    }

    /// Outer `nil` where the bytes are no optional moment.
    mutating func optionalDate() -> Date?? {
        guard let isThere = flag() else { return nil }
        return isThere ? date().map { .some($0) } : .some(nil)
    }
}
