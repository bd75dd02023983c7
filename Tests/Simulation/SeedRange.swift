/// Seeds as a person names them: `7`, or `1-5000`.
package struct SeedRange: Hashable, Sendable {
    package let seeds: ClosedRange<UInt64>

    /// `nil` from a text that names none.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first <= last, last < .max
        else { return nil }
        seeds = first...last
    }
}
