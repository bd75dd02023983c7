/// Brings two sides of one of Latchkey's own files together.
package protocol ConflictResolver: Sendable {
    /// - Parameters:
    ///   - path: The file, inside the repository.
    ///   - kind: What it is for.
    ///   - base: What both sides began with; `nil` where there was none.
    ///   - ours: This clone's side; `nil` where it was removed.
    ///   - theirs: The remote's.
    /// - Throws: `GitFailure` where neither side may be dropped and both can't be read.
    /// - Returns: The file's bytes; `nil` where it goes.
    func resolve(
        _ path: String,
        _ kind: OwnPaths.Kind,
        base: [UInt8]?,
        ours: [UInt8]?,
        theirs: [UInt8]?
    ) async throws(GitFailure) -> [UInt8]?
}
