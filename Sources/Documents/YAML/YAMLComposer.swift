/// Turns a YAML text into a located tree.
package enum YAMLComposer {
    /// The one document of a file, or everything that is wrong with it.
    ///
    /// Refuses text that is not UTF-8, larger than `limit` bytes, deeper than 64 levels, with a
    /// duplicate key, with aliases that grow past a bound, or with more than one document.
    package static func compose(
        _ bytes: [UInt8], path: String, limit: Int = 1 << 20
    ) throws(YAMLError) -> YAMLNode {
        throw YAMLError(diagnostics: [])
    }
}
