/// Brings two copies of one user's file together, connection by connection, by generation.
///
/// Pure, and the same whichever side is called ours. What decides, in this order:
///
/// 1. Where both sides have gone on from the base, the person's newest word: a disconnection, or
///    a consent (`authorizedAt`), that came after the other side's consent.
/// 2. The higher generation. Of equal ones the newer grant, by `issuedAt`; a grant before none.
/// 3. What the other side alone knows goes along: a code that waits, an authorization that was
///    begun, both later than the winner's consent.
///
/// Receipts of both sides are kept: what either has taken is taken.
///
/// A connection that only one side has is kept, unless the other side took it out of the file as
/// both knew it. No grant is dropped without a note.
package struct UserFileMerge: Sendable {
    package let file: UserFile
    /// What was decided against a side that had changed too, in the order of connections.
    package let notes: [MergeNote]

    /// - Parameters:
    ///   - base: What both sides began with; `nil` where it is not known.
    ///   - ours: One side.
    ///   - theirs: The other, of the same user.
    package init(base: UserFile?, ours: UserFile, theirs: UserFile) {
        var file = UserFile(user: ours.user)
        var notes: [MergeNote] = []
        let base = base.map(Self.byName) ?? [:]
        let (our, their) = (Self.byName(ours), Self.byName(theirs))
        for name in Set(our.keys).union(their.keys) {
            let merge = ConnectionMerge(base: base[name], ours: our[name], theirs: their[name])
            if let connection = merge.connection { file.connections.append(connection) }
            if let choice = merge.choice {
                notes.append(
                    MergeNote(provider: name.provider, label: name.label, choice: choice)
                )
            }
        }
        file.sortConnections()
        file.unite(receipts: ours.receipts + theirs.receipts)
        notes.sort { ($0.provider, $0.label) < ($1.provider, $1.label) }
        self.file = file
        self.notes = notes
    }

    private static func byName(_ file: UserFile) -> [ConnectionName: Connection] {
        Dictionary(
            file.connections.map { (ConnectionName($0), $0) },
            uniquingKeysWith: { $0.generation < $1.generation ? $1 : $0 }
        )
    }
}
