/// A row with so many users at such a latency, by everybody who could do it.
struct Comparison: Sendable {
    let row: Row
    let users: Int
    /// Of the sandbox, in milliseconds.
    let latency: Int
    var samples: [Contender: [Sample]] = [:]
    /// gpg processes latchkey started, counted in a run of its own; `nil` where there was none.
    var gpgCalls: Int?
    /// What the sandbox saw of latchkey.
    var requests = 0
    var connections = 0
    var mostAtOnce = 0

    /// In seconds; `nil` where it was not measured.
    func seconds(_ contender: Contender) -> Double? {
        samples[contender].flatMap { $0.isEmpty ? nil : $0.median }
    }

    /// Latchkey's time for one of the floor's.
    func over(_ floor: Contender) -> Double? {
        guard let mine = seconds(.latchkey), let its = seconds(floor), its > 0 else { return nil }
        return mine / its
    }

    /// A peer's time for one of latchkey's.
    func behind(_ peer: Contender) -> Double? {
        over(peer).map { 1 / $0 }
    }
}
