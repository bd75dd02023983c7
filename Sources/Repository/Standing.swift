/// How this clone stands to the remote before a run.
package struct Standing: Sendable {
    /// Why the local files are not the remote's newest; `nil` where they are.
    package var behind: String?
    /// Connection files that are not as the remote has them, where it is behind, with the
    /// remote's bytes; inside the repository.
    package var differing: [String: [UInt8]] = [:]
    /// What a person may want to know: lower case, no final stop.
    package var notes: [String] = []
}
