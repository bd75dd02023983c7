/// What an import brought.
package struct ImportedKeys: Sendable, Hashable {
    /// Of the primary keys, each once, in the order they came.
    package var fingerprints: [String]
    /// How many secret keys there were among them, known before or new.
    package var secretCount: Int
}
