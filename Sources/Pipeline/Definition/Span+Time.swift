package import FoundationEssentials
import Documents

extension Span {
    /// The moment this long after `date`: months by the calendar in UTC, then seconds.
    package func adding(to date: Date) -> Date {
        Timestamp.adding(months: months, to: date).addingTimeInterval(Double(seconds))
    }

    /// The moment this long before `date`: months by the calendar in UTC, then seconds.
    package func subtracting(from date: Date) -> Date {
        let months = months == .min ? .max : -months
        return Timestamp.adding(months: months, to: date).addingTimeInterval(-Double(seconds))
    }

    /// The length in seconds with an average month of 30.44 days; the largest `Int` at most.
    package var approximateSeconds: Int {
        let ofMonths = months.multipliedReportingOverflow(by: 2_629_746)
        let sum = ofMonths.partialValue.addingReportingOverflow(seconds)
        guard !ofMonths.overflow, !sum.overflow else { return months < 0 ? .min : .max }
        return sum.partialValue
    }
}
