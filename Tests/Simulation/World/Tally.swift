/// What a simulation came to, in numbers that add up over seeds.
package struct Tally: Sendable {
    package var runs = 0
    /// Seconds that accounts were connected, summed over accounts.
    package var accountSeconds = 0.0
    package var exchanges = 0
    package var refreshes = 0
    package var reads = 0
    package var faults: [Fault: Int] = [:]
    /// Connections newly told to be in doubt.
    package var inDoubt = 0
    /// Connections newly told to need their person, rightly.
    package var reconnects = 0
    package var falseReconnects = 0
    package var lostOutside = 0
    /// Grants spent without being saved, in the window no client can close.
    package var lostInside = 0
    /// Of these, those that a later run has told.
    package var lostTold = 0
    /// Grants that their provider, their person or their age ended.
    package var ended = 0
    package var consents = 0

    package init() {}

    package var accountYears: Double { accountSeconds / (365.25 * 86_400) }

    package static func += (left: inout Self, right: Self) {
        left.runs += right.runs
        left.accountSeconds += right.accountSeconds
        left.exchanges += right.exchanges
        left.refreshes += right.refreshes
        left.reads += right.reads
        left.faults.merge(right.faults) { $0 + $1 }
        left.inDoubt += right.inDoubt
        left.reconnects += right.reconnects
        left.falseReconnects += right.falseReconnects
        left.lostOutside += right.lostOutside
        left.lostInside += right.lostInside
        left.lostTold += right.lostTold
        left.ended += right.ended
        left.consents += right.consents
    }
}
