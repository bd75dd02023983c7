import Documents

/// Which characters the texts of an I-Regexp (RFC 9485) can hold.
///
/// Every character such a text holds is one that some atom of the expression stands for, so it is
/// enough to ask each atom by itself.
struct PatternAlphabet {
    private let atoms: [IRegexp]

    init(_ pattern: String) {
        atoms = Self.atoms(of: Array(pattern.unicodeScalars)).compactMap { try? IRegexp($0) }
    }

    /// The first of some characters that a text of the pattern can hold.
    func first(of characters: String) -> Character? {
        characters.first { character in
            atoms.contains { $0.matchesWhole(String(character)) }
        }
    }

    /// The parts of an expression that stand for one character: `a`, `.`, `\d`, `[^a-z]`.
    private static func atoms(of scalars: [Unicode.Scalar]) -> [String] {
        var atoms: [String] = []
        var index = 0
        while index < scalars.count {
            let start = index
            switch scalars[index] {
            case "(", ")", "|", "*", "+", "?":
                index += 1
                continue
            case "{":
                index = (scalars[index...].firstIndex(of: "}") ?? scalars.count - 1) + 1
                continue
            case "\\": index = endOfEscape(scalars, from: index)
            case "[": index = endOfClass(scalars, from: index)
            default: index += 1
            }
            index = min(index, scalars.count)
            atoms.append(String(String.UnicodeScalarView(scalars[start..<index])))
        }
        return atoms
    }

    private static func endOfEscape(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        guard start + 1 < scalars.count, "pP".unicodeScalars.contains(scalars[start + 1]) else {
            return start + 2
        }
        return (scalars[start...].firstIndex(of: "}") ?? scalars.count - 1) + 1
    }

    private static func endOfClass(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start + 1
        while index < scalars.count, scalars[index] != "]" {
            index += scalars[index] == "\\" ? 2 : 1
        }
        return index + 1
    }
}
