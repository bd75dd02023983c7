import Documents

extension SourceFile {
    /// The place of a character inside a scalar: `offset` Unicode scalars into its text.
    ///
    /// Known when the scalar stands on one line the way it reads; otherwise its beginning.
    func place(in node: YAMLNode, offset: Int) -> SourceLocation {
        guard let text = node.text, let line = line(node.location.line) else {
            return node.location
        }
        let rest = line.unicodeScalars.dropFirst(node.location.column - 1)
        for quote in ["", "\"", "'"] {
            let written = quote + text + quote
            guard rest.starts(with: written.unicodeScalars) else { continue }
            return node.location.moved(by: quote.unicodeScalars.count + offset)
        }
        return node.location
    }

    /// Where `text` stands first in a location's line, from its column on; otherwise the location.
    func place(of text: String, from location: SourceLocation) -> SourceLocation {
        guard let line = line(location.line) else { return location }
        let rest = Array(line.unicodeScalars.dropFirst(location.column - 1))
        let wanted = Array(text.unicodeScalars)
        let offset = rest.indices.first { rest[$0...].starts(with: wanted) }
        return location.moved(by: offset ?? 0)
    }
}

extension SourceLocation {
    fileprivate func moved(by offset: Int) -> SourceLocation {
        SourceLocation(path: path, line: line, column: column + offset)
    }
}
