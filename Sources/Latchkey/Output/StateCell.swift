import Engine

/// How a state looks in a table.
enum StateCell {
    static func make(_ state: ConnectionState) -> Table.Cell {
        let paint: Paint =
            switch state {
            case .connected: .green
            case .expiring, .degraded, .inDoubt, .pending: .yellow
            case .locked, .broken, .needsReconnect: .red
            case .disconnected: .dim
            }
        return Table.Cell(state.rawValue, paint)
    }
}

extension Table.Cell {
    func painted(_ coloured: Bool) -> String { paint?.on(text, if: coloured) ?? text }
}
