import FoundationEssentials

/// All that a bench run found.
struct Report: Sendable {
    let machine: Machine
    let startedAt: Date
    var endedAt = Date()
    var loadAtEnd = 0.0
    /// gpg processes side by side, in latchkey and in the floors.
    var lanes = 0
    var comparisons: [Comparison] = []
    /// Of the sandbox.
    var ceiling: Ceiling?
    /// `latchkey --version`, each run.
    var start: [Sample] = []
    var build: [BuildRow] = []

    init(machine: Machine, startedAt: Date) {
        self.machine = machine
        self.startedAt = startedAt
    }

    func comparison(_ row: Row, _ users: Int, _ latency: Int? = nil) -> Comparison? {
        comparisons.first {
            $0.row == row && $0.users == users && (latency == nil || $0.latency == latency)
        }
    }
}
