/// A text that git has left with both sides of a merge in it.
enum ConflictedText {
    /// Our side and theirs, each whole; `nil` where the text has no conflict in it.
    static func sides(_ bytes: [UInt8]) -> (ours: [UInt8], theirs: [UInt8])? {
        var (ours, theirs): ([UInt8], [UInt8]) = ([], [])
        var part = Part.both
        var hasConflict = false
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            switch (part, mark(line)) {
            case (.both, UInt8(ascii: "<")): (part, hasConflict) = (.ours, true)
            case (.ours, UInt8(ascii: "|")): part = .base
            case (.ours, UInt8(ascii: "=")), (.base, UInt8(ascii: "=")): part = .theirs
            case (.theirs, UInt8(ascii: ">")): part = .both
            case (.both, _):
                ours += line + [UInt8(ascii: "\n")]
                theirs += line + [UInt8(ascii: "\n")]
            case (.ours, _): ours += line + [UInt8(ascii: "\n")]
            case (.theirs, _): theirs += line + [UInt8(ascii: "\n")]
            case (.base, _): continue
            }
        }
        return hasConflict && part == .both ? (ours, theirs) : nil
    }

    private enum Part { case both, ours, base, theirs }

    /// The character that a line begins with seven times, as git's marks do.
    private static func mark(_ line: ArraySlice<UInt8>) -> UInt8? {
        guard let first = line.first, line.prefix(7).count == 7,
            line.prefix(7).allSatisfy({ $0 == first })
        else { return nil }
        return first
    }
}
