/// One run of a contender.
struct Sample: Sendable {
    /// Scaled to all users where the contender did the job for some of them.
    var microseconds: Int
    /// 0 where it was not looked at.
    var peakBytes = 0
}

extension [Sample] {
    /// The middle run's time, in seconds; of an even number the mean of the middle two.
    var median: Double {
        let times = map { Double($0.microseconds) / 1e6 }.sorted()
        guard !times.isEmpty else { return .nan }
        return (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    }

    /// The quickest and the slowest, in seconds.
    var ends: (Double, Double) {
        let times = map { Double($0.microseconds) / 1e6 }
        return (times.min() ?? .nan, times.max() ?? .nan)
    }

    /// In megabytes of 10^6 bytes.
    var peak: Double { Double(map(\.peakBytes).max() ?? 0) / 1e6 }
}
