/// A connection file as it is on disk.
package struct StoredUserFile: Sendable, Hashable {
    package var file: UserFile
    /// SHA-256 of the ciphertext, in hex: what `save` must find before it replaces.
    package var digest: String

    package init(file: UserFile, digest: String) {
        self.file = file
        self.digest = digest
    }
}
