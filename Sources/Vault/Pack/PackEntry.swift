internal import Documents

/// One user's file as the pack remembers it.
struct PackEntry: Hashable, Sendable {
    /// SHA-256 of the ciphertext, in hex: what says whether the plaintext is still the file's.
    var digest: String
    /// The file's stamp when its digest was taken; `nil` where the disk could not tell.
    var stamp: FileStamp?
    var plaintext: [UInt8]
}
