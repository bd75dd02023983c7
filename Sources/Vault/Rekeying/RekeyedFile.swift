/// What a rekeying did with one user's file.
package struct RekeyedFile: Sendable, Hashable {
    package var user: UserID
    package var path: String
    /// Why the file is still as it was; `nil` when it was encrypted anew.
    package var failure: VaultError?
    /// The keys it was encrypted to before and is no longer, or would be no longer.
    package var removedKeys: [RemovedKey]
    /// What those keys could read in it.
    package var exposedGrants: [ExposedGrant]
}
