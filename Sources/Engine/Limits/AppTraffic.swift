/// The calls of this run to one app: how many have begun, how many are under way, what is left.
struct AppTraffic: Hashable, Sendable {
    private(set) var begun = 0
    private var underWay = 0
    /// What the newest answer left; `nil` where none told.
    private var room: LimitRoom?

    mutating func begin() {
        underWay += 1
        begun += 1
    }

    mutating func end() {
        underWay = max(underWay - 1, 0)
    }

    /// Whether a call of this priority has to wait until one that is under way tells anew how many are
    /// left.
    func isFull(_ priority: CallPriority) -> Bool {
        room.map { underWay >= $0.calls(priority) } ?? false
    }

    /// Takes how many calls of a window of that `size` were left, told to a call before which `number`
    /// had begun.
    ///
    /// Answers come in any order: an older one that tells of more room is out of date.
    mutating func note(remaining: Double, of size: Double, after number: Int) {
        if let room, remaining > room.remaining, number < room.begun { return }
        room = LimitRoom(remaining: remaining, size: size, begun: begun)
    }
}
