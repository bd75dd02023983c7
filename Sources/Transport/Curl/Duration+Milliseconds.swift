extension Duration {
    /// Whole milliseconds for curl: at least one, since curl takes zero for "without end", and at
    /// most a day.
    var curlMilliseconds: Int {
        let day = 86_400
        let (seconds, attoseconds) = components
        guard seconds < day else { return day * 1000 }
        guard seconds >= 0 else { return 1 }
        return max(Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000), 1)
    }
}
