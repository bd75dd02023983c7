/// What a run kept for the next one under the pack's key, beside a bucket or for all of them.
package struct PackNote: Hashable, Sendable {
    package var bytes: [UInt8]
    /// When its file was written: nanoseconds since 1970, of the file system's clock.
    package var writtenAt: Int64
}
