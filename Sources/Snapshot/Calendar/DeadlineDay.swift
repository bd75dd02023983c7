import Documents
import Engine
import FoundationEssentials

/// The deadlines of one provider, one cause and one day (UTC): a crowd of them is one event.
///
/// An event a connection is 1.2 kB, its four alarms included: of 50,000 people that would be 60 MB in
/// each commit that moves a date, and more alarms than anybody looks at.
struct DeadlineDay {
    /// Of the day's soonest first.
    let deadlines: [Deadline]

    /// More of one day than this are told as one.
    static let most = 10
    /// So many of them are named.
    static let named = 20

    var isCrowded: Bool { deadlines.count > Self.most }

    /// In the order of their first deadlines' keys.
    static func days(of deadlines: [Deadline]) -> [DeadlineDay] {
        struct Place: Hashable {
            var provider: String
            var cause: Deadline.Cause
            var day: String
        }
        let places = Dictionary(grouping: deadlines) {
            Place(provider: $0.key.provider, cause: $0.cause, day: day(of: $0))
        }
        return places.values.map { group in
            DeadlineDay(deadlines: group.sorted { ($0.date, $0.key) < ($1.date, $1.key) })
        }
    }

    /// `2026-11-24`.
    static func day(of deadline: Deadline) -> String {
        String(Timestamp.text(deadline.date).prefix { $0 != "T" })
    }

    /// The names of the first few, and how many more there are.
    var names: String {
        let names = deadlines.map(\.key.description).sorted().prefix(Self.named)
        let more = deadlines.count - names.count
        return names.joined(separator: ", ")
            + (more > 0 ? ", and \(more) more: attention.json has them all" : "")
    }
}
