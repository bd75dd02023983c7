import Hostile

/// The matrix of a pipeline test as a terminal shows it.
///
/// One pipeline: a line a row, with what happens in it. Several: a line a row and a mark a
/// pipeline. What failed follows with its reasons and the next step.
struct MatrixText {
    let rows: [Row]
    let columns: [HostileKit.Column]
    let isColoured: Bool

    var lines: [String] {
        let matrix = columns.count == 1 ? columns.flatMap(single) : several()
        return matrix + columns.flatMap(notes) + columns.flatMap(failures) + ["", summary]
    }

    private func single(_ column: HostileKit.Column) -> [String] {
        var table = Table(["row", "verdict", "what happens, and what is right"])
        for (row, verdict) in zip(rows, column.verdicts) {
            let sentence: Table.Cell =
                switch verdict {
                case .pass, .fail: Table.Cell(row.sentence)
                case .notApplicable(let reason): Table.Cell("not applicable: \(reason)", .dim)
                }
            table.rows.append([Table.Cell(row.id), Self.cell(verdict), sentence])
        }
        return ["\(column.provider), from \(column.path)", ""] + table.lines(coloured: isColoured)
    }

    /// Names stand upright above their marks, so that any number of them fits.
    private func several() -> [String] {
        let width = (rows.map(\.id.count).max() ?? 0) + 2
        let height = columns.map(\.provider.count).max() ?? 0
        var lines = (0..<height).map { line in
            let letters = columns.map { column -> String in
                let name = Array(column.provider)
                let place = line - (height - name.count)
                return place >= 0 ? String(name[place]) : " "
            }
            return Self.trimmed(
                String(repeating: " ", count: width) + letters.joined(separator: " ")
            )
        }
        for (index, row) in rows.enumerated() {
            let marks = columns.map { mark($0.verdicts[index]) }.joined(separator: " ")
            let padding = String(repeating: " ", count: width - row.id.count)
            lines.append("\(row.id)\(padding)\(marks)")
        }
        return lines + ["", "+ pass, x fail, - not applicable"]
    }

    private func notes(_ column: HostileKit.Column) -> [String] {
        column.leftOut.map { "not tested of \(column.provider): \($0)" }
    }

    private func failures(_ column: HostileKit.Column) -> [String] {
        zip(rows, column.verdicts).flatMap { row, verdict -> [String] in
            guard case .fail(let problems) = verdict else { return [] }
            let title = Paint.red.on("\(column.provider), \(row.id)", if: isColoured)
            return ["", "\(title): \(row.sentence)"] + problems.map { "  - \($0)" }
                + ["  next: \(row.nextStep)"]
        }
    }

    private var summary: String {
        let all = columns.flatMap(\.verdicts)
        let counts = ["pass", "fail", "not_applicable"].map { word in
            all.count { $0.word == word }
        }
        return "\(counts[0]) passed, \(counts[1]) failed, \(counts[2]) not applicable"
    }

    private func mark(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: Paint.green.on("+", if: isColoured)
        case .fail: Paint.red.on("x", if: isColoured)
        case .notApplicable: Paint.dim.on("-", if: isColoured)
        }
    }

    private static func cell(_ verdict: Verdict) -> Table.Cell {
        switch verdict {
        case .pass: Table.Cell("pass", .green)
        case .fail: Table.Cell("FAIL", .red)
        case .notApplicable: Table.Cell("-", .dim)
        }
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
