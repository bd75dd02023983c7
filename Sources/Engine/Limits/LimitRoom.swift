/// How many calls a provider's newest answer left in its window.
struct LimitRoom: Hashable, Sendable {
    let remaining: Double
    /// The size of the window, 0 where nobody told.
    let size: Double
    /// How many calls had begun by then: only one that began later can tell of more room.
    let begun: Int

    /// How many calls of this priority may be under way; one always, whose answer tells the rest.
    func calls(_ priority: CallPriority) -> Int {
        let spare = remaining - size * (1 - priority.share)
        // What is no number is none, either.
        return spare > 1 ? Int(min(spare, 1_000_000)) : 1
    }
}
