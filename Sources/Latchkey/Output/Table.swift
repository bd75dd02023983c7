/// Text in columns, padded to the widest cell; control characters never reach a terminal.
struct Table {
    /// A cell and how it is painted.
    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var paint: Paint?

        init(_ text: String, _ paint: Paint? = nil) {
            self.text = String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : $0 }
                )
            )
            self.paint = paint
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    let header: [String]
    var rows: [[Cell]] = []

    init(_ header: [String]) {
        self.header = header
    }

    func lines(coloured: Bool) -> [String] {
        let all = [header.map { Cell($0, .dim) }] + rows
        let widths = header.indices.map { column in
            all.map { $0.indices.contains(column) ? $0[column].text.count : 0 }.max() ?? 0
        }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = column == row.count - 1 ? 0 : widths[column] - cell.text.count + 2
                line += cell.paint?.on(cell.text, if: coloured) ?? cell.text
                line += String(repeating: " ", count: max(0, padding))
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
