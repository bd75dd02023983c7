/// What a rekeying did with a file of the vault that is no user's.
package struct RekeyedDocument: Sendable, Hashable {
    package var path: String
    /// Why the file is still as it was; `nil` when it was encrypted anew.
    package var failure: VaultError?
    /// The keys that could read it before and can no longer: what it holds should be made anew.
    package var removedKeys: [RemovedKey]
}
