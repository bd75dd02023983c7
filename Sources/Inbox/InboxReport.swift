package import Engine

/// What became of the messages in the inbox.
package struct InboxReport: Sendable {
    /// What a message did.
    package enum Outcome: String, Sendable {
        /// Its code waits to be exchanged.
        case connected
        /// Its connection is ended.
        case disconnected
        /// It had been taken before.
        case known
        /// Its code was over.
        case lapsed
    }

    /// One message that checked.
    package struct Taken: Hashable, Sendable {
        package var key: ConnectionKey
        package var outcome: Outcome
    }

    /// In the order in which the messages were written.
    package var taken: [Taken] = []
    package var rejected: [MessageProblem] = []
    /// Why messages stay where they are, for the next run; one sentence each.
    package var waiting: [String] = []
    /// What concerns the inbox as a whole, or what the operator should know of a message.
    package var warnings: [String] = []

    package init() {}

    /// Whether there was nothing to do.
    package var isEmpty: Bool {
        taken.isEmpty && rejected.isEmpty && waiting.isEmpty && warnings.isEmpty
    }

    /// The connections that messages spoke of.
    package var touched: Set<ConnectionKey> { Set(taken.map(\.key)) }

    /// The connections whose code was over.
    package var lapsed: Set<ConnectionKey> {
        Set(taken.filter { $0.outcome == .lapsed }.map(\.key))
    }
}
