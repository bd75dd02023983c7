/// What crashes cost, counted over connections, with the names of what must never be.
struct Toll: Sendable, CustomStringConvertible {
    /// Runs that were ended, those left out that had come to their end before.
    var ended = 0
    var connections = 0
    /// Called alive, and the provider takes what the vault holds.
    var usable = 0
    /// Not known to be alive, and said so: in doubt, or refused and waiting for the second look.
    var inDoubt = 0
    /// Dead, and the person is told to connect again.
    var needsReconnect = 0
    /// Called alive, and the provider takes nothing of what the vault holds.
    var silent: [String] = []
    /// Called dead, and the provider would take what the vault holds.
    var condemned: [String] = []
    /// Alive and not called alive, although a run had every chance.
    var unrecovered: [String] = []
    /// Codes a provider has seen more than once, and grants it ended for reuse.
    var twice: [String] = []
    /// Files that are neither the old nor the new ones.
    var half: [String] = []
    /// What was being written when the process ended, and is still there.
    var strays: [String] = []

    /// Connections whose grant is gone, told as it is.
    var lost: Int { inDoubt + needsReconnect }

    /// All that must never be.
    var broken: [String] {
        [
            ("lost silently", silent), ("condemned alive", condemned),
            ("alive and not shown so", unrecovered), ("sent twice", twice),
            ("half written", half), ("left behind", strays),
        ].flatMap { kind, names in names.map { "\(kind): \($0)" } }
    }

    static func += (left: inout Self, right: Self) {
        left.ended += right.ended
        left.connections += right.connections
        left.usable += right.usable
        left.inDoubt += right.inDoubt
        left.needsReconnect += right.needsReconnect
        left.silent += right.silent
        left.condemned += right.condemned
        left.unrecovered += right.unrecovered
        left.twice += right.twice
        left.half += right.half
        left.strays += right.strays
    }

    var description: String {
        """
        \(ended) runs ended; connections \(connections), usable \(usable), in doubt \(inDoubt), \
        told to connect again \(needsReconnect), lost silently \(silent.count), \
        condemned alive \(condemned.count), not recovered \(unrecovered.count), \
        sent twice \(twice.count), half files \(half.count), left behind \(strays.count)
        """
    }
}
