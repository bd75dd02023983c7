/// One inhabitant of the sandbox; all that is known of a person follows from the name.
struct Person: Hashable, Sendable {
    let name: String
    /// Scattered bits of the name: what differs between people is read off them.
    let bits: UInt64

    /// `nil` unless the name has 1 to 128 of `A-Z a-z 0-9 . _ @ -`.
    init?(_ name: some StringProtocol) {
        let bytes = name.utf8
        guard 1...128 ~= bytes.count, bytes.allSatisfy(Self.isAllowed) else { return nil }
        self.init(known: String(name))
    }

    private init(known name: String) {
        self.name = name
        // FNV-1a, then mixed so that its low bits are as good as its high ones.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        bits = hash.scrambled
    }

    /// The people a consent page lists, in order: `alice`, `bruno`, …, then `person13` and on.
    static func listed(_ count: Int) -> [Person] {
        (0..<max(count, 0)).map { index in
            Person(known: index < names.count ? names[index] : "person\(index + 1)")
        }
    }

    /// The name as shown to people: `Alice Ångström`.
    var displayName: String {
        let first = name.prefix(1).uppercased() + name.dropFirst()
        return "\(first) \(Self.surnames[Int(bits % UInt64(Self.surnames.count))])"
    }

    /// A number below `bound` that is this person's own; `salt` tells the uses apart.
    func number(below bound: Int, salt: UInt64) -> Int {
        bound < 1
            ? 0 : Int(truncatingIfNeeded: (bits ^ salt &* 0x9E37_79B9).scrambled % UInt64(bound))
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "@"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static let names = [
        "alice", "bruno", "chloe", "dario", "emine", "farid", "greta", "hugo", "ines", "jonas",
        "kaori", "lena",
    ]
    private static let surnames = [
        "Ångström", "Brandt", "Çelik", "Duarte", "Eriksen", "Fontaine", "García", "Horvat", "Ito",
        "Jansen", "Kowalczyk", "Łukasik", "Moreau", "Nguyễn", "O'Neill", "Šimić",
    ]
}
