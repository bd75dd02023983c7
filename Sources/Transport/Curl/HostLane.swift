/// One host's calls: those under way, and those that wait for a place, in order of arrival.
struct HostLane: Sendable {
    var window: HostWindow
    private(set) var inFlight = 0
    private var waiting: ArraySlice<UInt64> = []
    /// Whether the lane stands in line for a place among all.
    var isInLine = false

    init(_ window: HostWindow) {
        self.window = window
    }

    var hasRoom: Bool { !waiting.isEmpty && inFlight < window.limit }

    mutating func arrive(_ id: UInt64, most: Int?) {
        if let most { window.bound(most) }
        waiting.append(id)
    }

    /// The next to go, and its number at the host.
    mutating func admit() -> (id: UInt64, number: Int)? {
        guard hasRoom, let id = waiting.popFirst() else { return nil }
        inFlight += 1
        return (id, window.begin())
    }

    mutating func leave(_ number: Int, _ sign: CallSign) {
        guard inFlight > 0 else { return }
        // Of answers that come together only the first finds all places taken.
        window.note(sign, of: number, wasFull: inFlight >= window.limit || !waiting.isEmpty)
        inFlight -= 1
    }

    /// Takes one out that no longer wants to go; false when it does not wait.
    mutating func withdraw(_ id: UInt64) -> Bool {
        guard let index = waiting.firstIndex(of: id) else { return false }
        waiting.remove(at: index)
        return true
    }
}
