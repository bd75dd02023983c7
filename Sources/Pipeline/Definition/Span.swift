/// A length of time as files write it: `90s`, `10m`, `24h`, `60d`, `2w`, `6mo`, `1y`.
///
/// Months are calendar months in UTC, so `6mo` from 31 August is the last day of February.
package struct Span: Hashable, Sendable {
    package var months: Int
    package var seconds: Int

    package init(months: Int = 0, seconds: Int = 0) {
        self.months = months
        self.seconds = seconds
    }
}
