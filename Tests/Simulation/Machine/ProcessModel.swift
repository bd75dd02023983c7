import Engine

/// One process at work: what has happened to it and through it.
struct ProcessModel: Sendable {
    let number: Int
    let faults: RunFaults
    /// From then on it changes nothing in the world.
    var isDead = false
    var effects = 0
    var writes = 0
    var calls = 0
    /// Calls by grant, so that chance depends on nothing else.
    var callsOf: [Int: Int] = [:]
    /// Why nothing may be spent any more in this run, by what failed; none while it may.
    var obstacles: [String: String] = [:]
    /// What providers brought in this run, that must not be lost.
    var brought: [Brought] = []
    /// Grants whose answers a fault touched.
    var touched: Set<Int> = []
    /// Users whose file could not be written, or encrypted.
    var unwritten: Set<String> = []
    var didPushFail = false
    /// Whether anything at all went wrong.
    var isTouched = false
    /// Codes and tokens presented.
    var spendings = 0
    /// The remote's version it began with.
    var base = 0

    /// Why nothing may be spent now; a save that a second try made is no reason.
    var spendingIsOver: String? { obstacles.min { $0.key < $1.key }?.value }

    struct Brought: Sendable {
        var grant: Int
        var token: String
        var isExchange: Bool
    }

    /// Counts an effect; false where the process is dead, or dies right before it.
    mutating func takesEffect(_ survivesHalf: Bool) -> (happens: Bool, dies: Bool) {
        guard !isDead else { return (false, false) }
        effects += 1
        guard effects == faults.crashEffect else { return (true, false) }
        isDead = true
        isTouched = true
        return (survivesHalf, true)
    }
}
