/// How a connection stands, as the status files say it.
package enum ConnectionState: String, Sendable, CaseIterable {
    /// A code waits to be exchanged.
    case pending
    /// All is well.
    case connected
    /// Works, and ends soon unless it is renewed or the person consents again.
    case expiring
    /// Works or may work again by itself; the reason says what is wrong.
    case degraded
    /// A one-time credential was sent and the answer was lost; the next run finds out.
    case inDoubt = "in_doubt"
    /// We can't decrypt the person's file: nothing is known to be wrong with the grant.
    case locked
    /// The person's file is damaged or of a newer format.
    case broken
    /// Only the person can help, by connecting again.
    case needsReconnect = "needs_reconnect"
    /// Ended on purpose.
    case disconnected
}
