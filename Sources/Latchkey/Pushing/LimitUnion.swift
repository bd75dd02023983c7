import Documents
import Engine
import FoundationEssentials
import Snapshot

/// Two sides' knowledge of limits: each run's calls once, the longer of two holds.
enum LimitUnion {
    /// The union, as a run would write it; of a side that can't be read any calls may have been made.
    static func bytes(_ ours: [UInt8]?, _ theirs: [UInt8]?) -> [UInt8]? {
        guard let ours, let theirs else { return ours ?? theirs }
        let now = Date()
        let union = LimitsPage.record(ours, written: now)
            .union(LimitsPage.record(theirs, written: now))
        return LimitsPage.document(union, hasFile: true)?.canonicalText()
    }
}
