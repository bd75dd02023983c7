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
        try await keepPackNotes([(name, bytes)])
    }

    /// Keeps several notes, each as far as it can be; what refused one of them is thrown at the end.
    package func keepPackNotes(
        _ notes: [(name: String, bytes: [UInt8])]
    ) async throws(VaultError) {
        guard let pack = memory.pack, !notes.isEmpty else { return }
        try await saveKey(of: pack)
        let refusals = notes.parallelMap(piece: 1) { name, bytes -> FileError? in
            do throws(FileError) {
                try pack.keep(bytes, as: name)
                return nil
            } catch {
                return error
            }
        }
        if let refusal = refusals.lazy.compactMap(\.self).first {
            throw .notSaved(path: packPath, reason: refusal.reason)
        }
    }
}
