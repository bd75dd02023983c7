import Documents
import FoundationEssentials

/// A moment as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum DateHeader {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Of moments after 1970, with four digits in their year.
    static func text(_ date: Date) -> String {
        let day = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
        let stamp = Timestamp.text(date)
        let parts = stamp.dropLast().split { $0 == "-" || $0 == "T" }
        guard parts.count == 4, let month = Int(parts[1]), months.indices.contains(month - 1)
        else { return stamp }
        let weekday = weekdays[(day % 7 + 7) % 7]
        return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]) GMT"
    }
}
