extension UserFile {
    /// Sorts the connections by provider, then label.
    mutating func sortConnections() {
        connections.sort { ($0.provider, $0.label) < ($1.provider, $1.label) }
    }
}
