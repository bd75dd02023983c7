/// A file's bytes, and its stamp as it was before they were read: what is written in between then has
/// another one.
package struct StampedBytes: Hashable, Sendable {
    package let bytes: [UInt8]
    /// `nil` where the store can't tell.
    package let stamp: FileStamp?

    package init(bytes: [UInt8], stamp: FileStamp?) {
        self.bytes = bytes
        self.stamp = stamp
    }
}
