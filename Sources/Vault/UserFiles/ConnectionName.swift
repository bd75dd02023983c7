/// What tells one connection of a user from another.
struct ConnectionName: Hashable, Sendable, CustomStringConvertible {
    let provider: String
    let label: String

    init(_ connection: Connection) {
        provider = connection.provider
        label = connection.label
    }

    var description: String { "\(provider)/\(label)" }

    static func generations(in file: UserFile) -> [Self: Int] {
        Dictionary(file.connections.map { (Self($0), $0.generation) }, uniquingKeysWith: max)
    }
}
