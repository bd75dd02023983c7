/// A file's path and bytes, and where its lines begin: read once, asked often.
///
/// A UTF-8 byte order mark at the start is dropped, so that it counts as no column. Lines end at
/// LF, CR LF or CR, as editors count them.
package struct SourceFile: Sendable {
    private struct LineStart {
        var byte: Int
        var scalar: Int
    }

    /// The file's path as the user named it.
    package let path: String
    /// The file's bytes without a byte order mark; not necessarily valid UTF-8.
    package let bytes: [UInt8]
    private let lineStarts: [LineStart]
    /// How many Unicode scalars the file has; asked for every place, so counted once.
    private let scalarCount: Int

    package init(path: String, bytes: [UInt8]) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        self.path = path
        self.bytes = hasMark ? Array(bytes.dropFirst(3)) : bytes
        lineStarts = Self.lineStarts(of: self.bytes)
        scalarCount = self.bytes.count(where: Self.startsScalar)
    }

    package var lineCount: Int { lineStarts.count }

    /// The text of a line, counted from 1, without its line break; `nil` when there is none.
    package func line(_ number: Int) -> String? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let start = lineStarts[number - 1].byte
        var end = number < lineStarts.count ? lineStarts[number].byte : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The place of a Unicode scalar, counted from 0; a place past the end is the end's.
    package func location(scalar: Int) -> SourceLocation {
        let line = lastLine { $0.scalar <= scalar }
        return location(line: line, column: min(scalar, scalarCount) - lineStarts[line].scalar)
    }

    /// The place of a byte, counted from 0; a place past the end is the end's.
    package func location(byte: Int) -> SourceLocation {
        let line = lastLine { $0.byte <= byte }
        let before = bytes[
            lineStarts[line].byte..<max(lineStarts[line].byte, min(byte, bytes.count))
        ]
        return location(line: line, column: before.count(where: Self.startsScalar))
    }

    /// The one place where counting from 0 becomes counting from 1.
    private func location(line: Int, column: Int) -> SourceLocation {
        SourceLocation(path: path, line: line + 1, column: max(0, column) + 1)
    }

    /// The last line whose start meets the condition, which holds for a first part of them.
    private func lastLine(where holds: (LineStart) -> Bool) -> Int {
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if holds(lineStarts[middle]) { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    private static func lineStarts(of bytes: [UInt8]) -> [LineStart] {
        var starts = [LineStart(byte: 0, scalar: 0)]
        var scalar = 0
        for (index, byte) in bytes.enumerated() {
            if startsScalar(byte) { scalar += 1 }
            let next = index + 1
            let isPair = byte == 0x0D && next < bytes.count && bytes[next] == 0x0A
            guard byte == 0x0A || byte == 0x0D, !isPair else { continue }
            starts.append(LineStart(byte: next, scalar: scalar))
        }
        return starts
    }

    /// Whether a byte is no continuation byte of UTF-8.
    private static func startsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
