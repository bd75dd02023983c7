/// What two ciphertexts of one user's file came to.
package struct SealedMerge: Sendable {
    package let user: UserID
    /// One of the two as it was, where nothing had to be put together; encrypted anew otherwise.
    package let bytes: [UInt8]
    package let notes: [MergeNote]
}
