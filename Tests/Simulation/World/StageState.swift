import FoundationEssentials

/// Everything that seams, people and judges share.
struct StageState: Sendable {
    let dice: Dice
    let climate: Climate
    let mutation: Mutation
    /// The providers' time, which is the true one.
    var now: Date
    /// How far the local clock is ahead of it, in seconds.
    var skew = 0.0
    var provider = ProviderModel()
    /// The first is the one at work; another one comes for a second run.
    var machines: [Machine]
    /// What was pushed; `nil` where there is no other place than the disk.
    var remote: Remote?
    /// Providers that are down.
    var outages: [ProviderKind: Date] = [:]
    /// Whose connection came back from a backup, until they consent again.
    var restored: Set<Account> = []
    var tally = Tally()
    var trace = Trace()
    var violations: [String] = []

    struct Remote: Sendable {
        var files: [String: [UInt8]]
        var version = 0
    }

    var localNow: Date { now.addingTimeInterval(skew) }

    mutating func count(_ fault: Fault) { tally.faults[fault, default: 0] += 1 }

    mutating func violate(_ rule: String) {
        violations.append(rule)
        trace.note(now, "VIOLATED: \(rule)")
    }
}
