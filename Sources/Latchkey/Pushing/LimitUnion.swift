import Documents
import Engine
import Snapshot

/// Two sides' knowledge of limits: each run's calls once, the longer of two holds.
enum LimitUnion {
    /// The union, as a run would write it; a side that can't be read says nothing.
    static func bytes(_ ours: [UInt8]?, _ theirs: [UInt8]?) -> [UInt8]? {
        let sides = [ours, theirs].compactMap(\.self)
        let records = sides.compactMap { try? JSONValue(parsing: $0) }.map(LimitsPage.record)
        guard let first = records.first else { return sides.last }
        let union = records.dropFirst().reduce(first) { $0.union($1) }
        return LimitsPage.document(union, hasFile: true)?.canonicalText()
    }
}
