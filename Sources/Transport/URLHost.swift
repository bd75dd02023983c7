/// The shapes a host may have: a DNS name, four decimal octets, or an IPv6 address in brackets.
enum URLHost {
    /// Refuses what resolvers read in their own ways: octal and short IPv4, empty labels, a final
    /// dot, zone identifiers, percent-encoding.
    static func isWellFormed(_ host: String) -> Bool {
        guard !host.isEmpty, host.utf8.count <= 253 else { return false }
        if host.hasPrefix("[") { return version6(host) != nil }
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(isLabelByte)
                && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        }
        guard areLabels, let last = labels.last else { return false }
        // A name whose last label is a number is read as an IPv4 address by everyone.
        let isNumeric =
            last.allSatisfy { (0x30...0x39).contains($0) } || last.starts(with: "0x".utf8)
        return isNumeric ? version4(host) != nil : true
    }

    /// The four octets of a dotted decimal address, without leading zeros.
    static func version4(_ host: String) -> [UInt8]? {
        let pieces = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard pieces.count == 4 else { return nil }
        var octets: [UInt8] = []
        for piece in pieces {
            guard piece.allSatisfy({ (0x30...0x39).contains($0) }),
                piece.count == 1 || piece.first != UInt8(ascii: "0"),
                let octet = UInt8(Substring(piece))
            else { return nil }
            octets.append(octet)
        }
        return octets
    }

    /// The eight groups of an IPv6 address in brackets (RFC 4291 section 2.2).
    static func version6(_ host: String) -> [UInt16]? {
        guard host.hasPrefix("["), host.hasSuffix("]"), host.utf8.count >= 4 else { return nil }
        let text = host.dropFirst().dropLast()
        guard let gap = doubleColon(in: text) else {
            let all = groups(text)
            return all?.count == 8 ? all : nil
        }
        guard let head = groups(text[..<gap.lowerBound]),
            let tail = groups(text[gap.upperBound...]),
            head.count + tail.count <= 7
        else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }

    private static func doubleColon(in text: Substring) -> Range<Substring.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == ":", next < text.endIndex, text[next] == ":" {
                return index..<text.index(after: next)
            }
            index = next
        }
        return nil
    }

    private static func groups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            if index == pieces.count - 1, let octets = version4(String(piece)) {
                groups.append(UInt16(octets[0]) << 8 | UInt16(octets[1]))
                groups.append(UInt16(octets[2]) << 8 | UInt16(octets[3]))
            } else {
                guard (1...4).contains(piece.utf8.count), piece.utf8.allSatisfy(isHexByte),
                    let group = UInt16(piece, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private static func isHexByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
