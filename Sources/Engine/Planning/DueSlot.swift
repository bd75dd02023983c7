package import FoundationEssentials

/// Spreads periodic work over its period without remembering anything per connection.
///
/// Each connection and step has a phase of its own, drawn from its name; the step is due when a
/// boundary of its period lies between the previous run and this one. So the only time a run has
/// to remember is its own, and no two thousand accounts come due in the same minute.
package enum DueSlot {
    /// Whether a boundary of `period` seconds, shifted by the phase of `name`, lies in
    /// `(previous, now]`.
    package static func isDue(
        _ name: String,
        period: Int,
        previous: Date?,
        now: Date
    ) -> Bool {
        guard let previous, previous <= now, period > 0 else { return true }
        return next(name, period: period, after: previous) <= now
    }

    /// The first boundary after `date`; `date` itself where there are none.
    package static func next(_ name: String, period: Int, after date: Date) -> Date {
        guard period > 0 else { return date }
        let phase = Double(StableHash.fnv1a(name) % UInt64(period))
        let boundary = (slot(date, period, phase) + 1) * Double(period) + phase
        return Date(timeIntervalSince1970: boundary)
    }

    /// What the phase of a connection's step is drawn from.
    package static func name(_ key: ConnectionKey, _ step: String) -> String {
        "\(key.user)/\(key.provider)/\(key.label)/\(step)"
    }

    private static func slot(_ date: Date, _ period: Int, _ phase: Double) -> Double {
        ((date.timeIntervalSince1970 - phase) / Double(period)).rounded(.down)
    }
}
