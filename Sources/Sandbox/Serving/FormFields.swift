/// Names and values of `application/x-www-form-urlencoded` text, from a query or a body.
struct FormFields: Sendable {
    private(set) var fields: [(name: String, value: String)] = []

    init() {}

    /// Reads what is there; a broken percent sign stands for itself, as servers have it.
    init(_ text: some Collection<UInt8>) {
        guard !text.isEmpty else { return }
        for pair in text.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            fields.append(
                (
                    Self.decode(pair[..<equals]),
                    Self.decode(pair[equals...].dropFirst())
                )
            )
        }
    }

    init(_ text: some StringProtocol) {
        self.init(Array(text.utf8))
    }

    /// The first value of that name; an empty one counts as left out (RFC 6749, section 3.1).
    subscript(name: String) -> String? {
        for field in fields where field.name == name {
            return field.value.isEmpty ? nil : field.value
        }
        return nil
    }

    /// A name that occurs twice, which OAuth forbids (RFC 6749, section 3.2).
    var repeatedName: String? {
        var seen: Set<String> = []
        return fields.first { !seen.insert($0.name).inserted }?.name
    }

    mutating func append(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    /// The fields as form text again.
    var text: String {
        fields.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
    }

    /// The text with all but unreserved characters percent-encoded.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func decode(_ text: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let pair = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
                if pair.count == 2 {
                    bytes.append(UInt8(pair[0] * 16 + pair[1]))
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
