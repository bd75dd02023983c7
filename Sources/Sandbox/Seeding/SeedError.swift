/// Why a connection could not be seeded.
enum SeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address is not plain http on loopback.
    case badServer(String)
    /// The sandbox can't be reached, with the system's `errno`.
    case unreachable(String, code: Int32)
    /// The sandbox answered something else than was asked for.
    case refused(status: Int, message: String)

    var description: String {
        switch self {
        case .badServer(let server):
            "'\(server)' is no sandbox address, such as http://127.0.0.1:9000"
        case .unreachable(let server, let code):
            "can't reach the sandbox at \(server) (error \(code)); is latchkey-sandbox running?"
        case .refused(let status, let message):
            "the sandbox refused with status \(status): \(message)"
        }
    }
}
