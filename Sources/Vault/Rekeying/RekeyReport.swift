/// What a rekeying did, file by file.
package struct RekeyReport: Sendable, Hashable {
    /// In the order of the users.
    package var files: [RekeyedFile]
    /// The vault's other files.
    package var documents: [RekeyedDocument]
    /// Names that end in `.gpg` and are no user's: they were left as they are.
    package var strangers: [String]

    /// The grants that somebody who was removed could have read: their people connect again.
    package var exposedGrants: [ExposedGrant] { files.flatMap(\.exposedGrants) }

    /// Whether every file is encrypted to the current recipients now.
    package var isComplete: Bool {
        files.allSatisfy { $0.failure == nil } && documents.allSatisfy { $0.failure == nil }
    }
}
