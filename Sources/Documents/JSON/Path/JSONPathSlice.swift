/// An array slice `start:end:step` (RFC 9535, section 2.3.4).
struct JSONPathSlice: Sendable {
    var start: Int?
    var end: Int?
    var step = 1

    /// The indexes the slice selects from an array of `count` elements, in order.
    func indexes(count: Int) -> StrideTo<Int> {
        guard step != 0 else { return stride(from: 0, to: 0, by: 1) }
        let lowest = step > 0 ? 0 : -1
        let highest = step > 0 ? count : count - 1
        func bounded(_ index: Int) -> Int {
            min(max(index < 0 ? count + index : index, lowest), highest)
        }
        let first = start.map(bounded) ?? (step > 0 ? lowest : highest)
        let last = end.map(bounded) ?? (step > 0 ? highest : lowest)
        return stride(from: first, to: last, by: step)
    }
}
