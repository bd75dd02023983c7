/// What the system refused, by its `errno`.
struct SocketFailure: Error, Hashable, Sendable {
    let code: Int32
}
