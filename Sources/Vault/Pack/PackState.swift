/// How the pack stands, for `doctor`.
package enum PackState: Hashable, Sendable {
    /// No run has made one yet.
    case absent
    /// Its key can't be opened or is none: runs do without.
    case locked
    /// So many of the files would be opened without gpg.
    case ready(known: Int, of: Int, bytes: Int)
}
