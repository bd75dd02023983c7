/// What a run is for.
enum SyncScope {
    /// Everything that is due, and the inbox.
    case everything
    /// The connections that messages in the inbox speak of, at once.
    case inbox
}
