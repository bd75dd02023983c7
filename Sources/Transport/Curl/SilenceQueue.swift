/// When calls are given up unless their answers have begun: as all wait equally long, the one that
/// went first is the first to be given up.
struct SilenceQueue {
    private var entries: ArraySlice<(id: UInt64, deadline: ContinuousClock.Instant)> = []

    var first: (id: UInt64, deadline: ContinuousClock.Instant)? { entries.first }

    mutating func append(_ id: UInt64, until deadline: ContinuousClock.Instant) {
        entries.append((id, deadline))
    }

    mutating func removeFirst() {
        _ = entries.popFirst()
    }
}
