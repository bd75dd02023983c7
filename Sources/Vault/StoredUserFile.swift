package import Documents

/// A connection file as it is on disk.
package struct StoredUserFile: Sendable, Hashable {
    package var file: UserFile
    /// SHA-256 of the ciphertext, in hex: what `save` must find before it replaces.
    package var digest: String
    /// As the file had it before it was read; `nil` where nobody looked.
    package var stamp: FileStamp?

    package init(file: UserFile, digest: String, stamp: FileStamp? = nil) {
        self.file = file
        self.digest = digest
        self.stamp = stamp
    }
}
