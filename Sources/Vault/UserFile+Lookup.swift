extension Connection {
    /// The label of a connection that was given none.
    package static let defaultLabel = "default"
}

extension UserFile {
    /// The connection of a provider with a label.
    package func connection(_ provider: String, _ label: String) -> Connection? {
        connections.first { $0.provider == provider && $0.label == label }
    }
}
