import Engine
import Snapshot

extension Publication {
    /// What is to be published of a run.
    struct Pages {
        /// For everybody to read.
        var open: StatusSet
        /// By path: what only the holder of a link can read.
        var sealed: [String: SealedPage] = [:]
        /// Every connection's record, the private people's too.
        var records: [ConnectionRecord] = []
    }
}
