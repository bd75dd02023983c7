import FoundationEssentials
import Pipeline

/// What an answer told about limits, by who shares them.
struct LimitNotice: Sendable {
    /// One limit's standing.
    struct Part: Sendable {
        /// The part that is used, 1 for all of it; the largest that was told.
        var fraction: Double?
        var remaining: Double?
        /// The size of the window.
        var limit: Double?
        /// Calls used, one number for each budget of the pipeline.
        var used: [Int] = []
        /// When there is room again; the latest that was told.
        var reset: Date?

        /// The part that is used, 1 for all of it; `nil` where nothing tells.
        func usage(of budget: Double?) -> Double? {
            if let remaining, remaining < 1 { return 1 }
            guard let remaining, let size = limit ?? budget, size > 0 else { return fraction }
            return max(fraction ?? 0, 1 - remaining / size)
        }
    }

    var app = Part()
    var account = Part()
}
