package import Documents

/// The status files a run wants to see on disk: path below `data/status/` to document.
package struct StatusSet: Sendable {
    package var documents: [String: JSONValue]
    /// Files that have lost their subject and are to go.
    package var obsolete: Set<String>
}
