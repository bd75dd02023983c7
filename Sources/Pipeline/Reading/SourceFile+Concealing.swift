import Documents

extension SourceFile {
    /// The file with each of these places blotted out, up to the end of its line.
    ///
    /// Complaints are shown in logs, and a credential that somebody wrote in a file must not be.
    func concealing(_ places: [SourceLocation]) -> SourceFile {
        guard !places.isEmpty else { return self }
        let columns = Dictionary(places.map { ($0.line, $0.column) }, uniquingKeysWith: min)
        let lines = (1...lineCount).map { number -> String in
            let line = line(number) ?? ""
            guard let column = columns[number] else { return line }
            return String(line.unicodeScalars.prefix(column - 1)) + "•••"
        }
        return SourceFile(path: path, bytes: Array(lines.joined(separator: "\n").utf8))
    }
}
