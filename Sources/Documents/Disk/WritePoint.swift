/// The moments of a file's replacement between which a crash makes a difference, in their order.
package enum WritePoint: String, Hashable, Sendable, CaseIterable {
    /// All bytes are in a temporary file, which is not synced.
    case written
    /// The temporary file is synced, the old file still in place.
    case synced
    /// The new file is in place, its folder not synced.
    case renamed
}
