/// A source line as a terminal can show it, and where under it the caret belongs.
///
/// Tabs become spaces, control characters a replacement, and a long line is cut to a window around
/// the caret.
struct SourceExcerpt {
    private struct Cell {
        var text: String
        var width: Int
    }

    private static let tabWidth = 4

    /// The line's visible part.
    let text: String
    /// Terminal columns before the caret.
    let caret: Int

    /// Shows `line` with the caret under a column, counted from 1 in Unicode scalars.
    init(line: String, column: Int, width: Int) {
        var cells = Self.cells(of: line)
        let index = min(max(0, column - 1), cells.count)
        let before = cells[..<index].reduce(0) { $0 + $1.width }
        let total = cells[index...].reduce(before) { $0 + $1.width }
        guard total > width else {
            text = cells.map(\.text).joined()
            caret = before
            return
        }
        // Two thirds of the window lie before the caret, where a line is long on both sides.
        let first = min(max(0, before - width * 2 / 3), max(0, total - width))
        var position = 0
        var kept: [Cell] = []
        var skipped = 0
        for cell in cells {
            defer { position += cell.width }
            if position < first {
                skipped = position + cell.width
            } else if position + cell.width - max(first, skipped) <= width {
                kept.append(cell)
            } else {
                break
            }
        }
        let isCutBefore = skipped > 0
        let isCutAfter = position < total
        cells = kept
        text =
            (isCutBefore ? "…" : "") + cells.map(\.text).joined() + (isCutAfter ? "…" : "")
        caret = before - skipped + (isCutBefore ? 1 : 0)
    }

    private static func cells(of line: String) -> [Cell] {
        var cells: [Cell] = []
        var position = 0
        for scalar in line.unicodeScalars {
            let cell = cell(of: scalar, at: position)
            position += cell.width
            cells.append(cell)
        }
        return cells
    }

    private static func cell(of scalar: Unicode.Scalar, at position: Int) -> Cell {
        if scalar == "\t" {
            let width = tabWidth - position % tabWidth
            return Cell(text: String(repeating: " ", count: width), width: width)
        }
        if TerminalText.isUnsafe(scalar) { return Cell(text: "\u{FFFD}", width: 1) }
        return Cell(text: String(Character(scalar)), width: DisplayWidth.of(scalar))
    }
}
