internal import Documents

extension ConnectionVault {
    /// The names of the open pack's buckets, in order; none where there is no pack.
    package var packBuckets: [String] { memory.pack?.layout.buckets ?? [] }

    /// The bucket a user is in; `nil` where there is no pack.
    package func packBucket(of user: UserID) -> String? {
        memory.pack?.layout.bucket(of: user)
    }

    /// What an earlier run kept under a name; `nil` where there is nothing that can be believed.
    ///
    /// Only who can open the pack's key can have written it, and only under this name.
    package func packNote(_ name: String) -> PackNote? { memory.pack?.note(name) }

    /// Keeps bytes for the next run, sealed under the pack's key; nothing where there is no pack.
    ///
    /// - Throws: What refused; the next run then takes longer, and nothing else.
    package func keepPackNote(_ bytes: [UInt8], as name: String) async throws(VaultError) {
        guard let pack = memory.pack else { return }
        try await saveKey(of: pack)
        do throws(FileError) {
            try pack.keep(bytes, as: name)
        } catch {
            throw .notSaved(path: packPath, reason: error.reason)
        }
    }
}
