/// Takes the packets of an OpenPGP message one after the other (RFC 9580, section 4.2).
///
/// Bodies may come in partial lengths; a body without any length is refused: nothing would tell
/// where it was cut.
package struct PacketReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Whether a message is nothing but packets, if it is not armored.
    ///
    /// gpgme opens one with something else behind it, over which `gpg -d` fails in the end.
    package static func isWhole(_ message: [UInt8]) -> Bool {
        guard message.first.map({ $0 & 0x80 != 0 }) == true else { return true }
        var packets = Self(message)
        while !packets.isAtEnd {
            guard packets.next(keeping: 0) != nil else { return false }
        }
        return true
    }

    /// Whether every byte was taken.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next packet: its type, its whole length, whether that was told at once, and up to `kept`
    /// bytes of its body.
    ///
    /// `nil` where it is cut or malformed.
    mutating func next(keeping kept: Int) -> (
        type: UInt8, length: Int, isInOnePiece: Bool, start: [UInt8]
    )? {
        guard let tag = rest.popFirst(), tag & 0x80 != 0 else { return nil }
        guard tag & 0x40 != 0 else {
            guard let length = oldLength(tag & 3), let body = take(length) else { return nil }
            return (tag >> 2 & 0x0F, length, true, Array(body.prefix(kept)))
        }
        var length = 0
        var start: [UInt8] = []
        while case (let piece, let isPartial)? = newLength() {
            // A first piece of less is malformed (RFC 9580, section 4.2.1.4).
            guard !isPartial || length > 0 || piece >= 512, let body = take(piece) else {
                return nil
            }
            start += body.prefix(kept - start.count)
            length += piece
            if !isPartial { return (tag & 0x3F, length, length == piece, start) }
        }
        return nil
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func number(_ octets: Int) -> Int? {
        take(octets)?.reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func oldLength(_ kind: UInt8) -> Int? {
        kind < 3 ? number(1 << Int(kind)) : nil
    }

    private mutating func newLength() -> (length: Int, isPartial: Bool)? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case 0..<192: return (Int(first), false)
        case 192..<224:
            guard let second = rest.popFirst() else { return nil }
            return ((Int(first) - 192) << 8 + Int(second) + 192, false)
        case 224..<255: return (1 << Int(first & 0x1F), true)
        default: return number(4).map { ($0, false) }
        }
    }
}
