import Documents

/// A status file that is built and looked at, and not written yet.
struct PreparedFile: Sendable {
    /// Below the directory.
    let path: String
    /// What is to be written; `nil` where it must not be, or is on the disk already.
    var bytes: [UInt8]?
    /// How many bytes the file has.
    var size = 0
    /// SHA-256 of its bytes, in hex.
    var digest = ""
    /// As the file on the disk had it before it was read.
    var stamp: FileStamp?
    /// Whether the disk has these bytes already.
    var isInPlace = false
    /// Places of the fields that are not in the bytes.
    var leftOut: [String] = []
    /// The place for which it is refused.
    var refusal: String?

    /// As it is on the disk, where it is in place.
    var mark: FileMark { FileMark(digest: digest, stamp: stamp) }
}
