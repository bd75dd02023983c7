/// One call of a disk that goes wrong, and all of its kind after it where the disk is done for.
struct DiskTrouble: Sendable {
    enum Call: CaseIterable, Sendable {
        case read, list
        /// A replacement that leaves the old file.
        case rename
        /// A replacement that has taken place, and is told as failed: its folder was not synced.
        case syncFolder
        case remove
    }

    let call: Call
    /// Calls of the kind until it strikes, that one included.
    private var left: Int
    let isForGood: Bool

    init(_ call: Call, at number: Int, isForGood: Bool) {
        self.call = call
        left = number
        self.isForGood = isForGood
    }

    var hasStruck: Bool { left <= 0 }

    mutating func strikes(_ call: Call) -> Bool {
        guard call == self.call else { return false }
        left -= 1
        return isForGood ? left <= 0 : left == 0
    }
}
