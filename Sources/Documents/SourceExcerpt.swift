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
        let cells = Self.cells(of: line)
        let index = min(max(0, column - 1), cells.count)
        let before = Self.width(of: cells[..<index])
        let total = before + Self.width(of: cells[index...])
        guard total > width else {
            text = cells.map(\.text).joined()
            caret = before
            return
        }
        // Two thirds of the window lie before the caret, where a line is long on both sides.
        let margin = min(max(0, before - width * 2 / 3), total - width)
        var cutBefore = 0
        let rest = cells.drop { cell in
            guard cutBefore < margin else { return false }
            cutBefore += cell.width
            return true
        }
        var shown = 0
        let window = rest.prefix { cell in
            guard shown + cell.width <= width else { return false }
            shown += cell.width
            return true
        }
        let marks = (cutBefore > 0 ? "…" : "", window.count < rest.count ? "…" : "")
        text = marks.0 + window.map(\.text).joined() + marks.1
        caret = before - cutBefore + marks.0.count
    }

    private static func width(of cells: ArraySlice<Cell>) -> Int {
        cells.reduce(0) { $0 + $1.width }
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
