/// Two sides of a log that only grows: theirs, then the lines that only ours has gained.
enum LogUnion {
    static func bytes(base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8] {
        let known = Set(lines(base)).union(lines(theirs))
        let gained = lines(ours).filter { !known.contains($0) }
        return (lines(theirs) + gained).flatMap { $0 + [UInt8(ascii: "\n")] }
    }

    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }
}
