package import Documents
package import Engine

/// The status files a run wants to see on disk: path below `data/status/` to document.
package struct StatusSet: Sendable {
    package var documents: [String: JSONValue]
    /// Files that are no JSON.
    package var texts: [String: [UInt8]]
    /// Files that have lost their subject and are to go.
    package var obsolete: Set<String>
    /// What the files speak of, sorted by key: this run's word over the earlier ones'.
    package var records: [ConnectionRecord]
    /// Users whose files can't be opened, sorted.
    package var closed: [RunReport.ClosedFile]
}
