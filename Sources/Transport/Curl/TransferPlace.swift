/// A place that a call holds in the window until it leaves.
struct TransferPlace: Hashable, Sendable {
    let id: UInt64
    let host: String
    /// The call's number among those to the host.
    let number: Int
}
