/// Turns a YAML text into a located tree.
///
/// Scalars follow YAML 1.2's core schema, aliases are followed, and a merge key (`<<`) adds the
/// entries of a mapping, or of a list of mappings, that its own mapping does not have: its own
/// entries win over merged ones, and earlier merged mappings over later ones.
package enum YAMLComposer {
    /// The one document of a file, or everything that is wrong with it.
    ///
    /// Refuses text that is not UTF-8, larger than `limit` bytes, deeper than 64 levels, with a
    /// duplicate key, a key that is no text, an unknown tag, with aliases that are undefined, hold
    /// themselves or grow past a bound, and a file with no document or more than one.
    package static func compose(
        _ bytes: [UInt8],
        path: String,
        limit: Int = 1 << 20
    ) throws(YAMLError) -> YAMLNode {
        guard bytes.count <= limit else {
            let start = SourceLocation(path: path, line: 1, column: 1)
            throw YAMLError(diagnostics: [
                Diagnostic(
                    at: start,
                    "the file has \(bytes.count) bytes, more than the \(limit) allowed"
                )
            ])
        }
        let source = SourceFile(path: path, bytes: bytes)
        let unreadable = YAMLCharacterCheck.problems(in: source)
        guard unreadable.isEmpty else { throw YAMLError(diagnostics: unreadable) }
        var composition = try YAMLComposition(source)
        return try composition.compose()
    }
}
