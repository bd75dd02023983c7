/// A figure that is to be reached, and what was measured.
struct Goal: Sendable {
    let what: String
    let measured: Double
    let limit: Double
    /// True where more is better.
    var isFloor = false
    let unit: String

    var isReached: Bool { isFloor ? measured >= limit : measured <= limit }

    /// Those that the report has figures for; a row's are for 10,000 users, and for 50 ms where it
    /// makes calls.
    static func all(_ report: Report) -> [Goal] {
        quiet(report) + busy(report) + growth(report) + start(report)
    }

    private static let users = 10_000

    private static func quiet(_ report: Report) -> [Goal] {
        guard let quiet = report.comparison(.quiet, users), let mine = quiet.samples[.latchkey],
            let gpgCalls = quiet.gpgCalls
        else { return [] }
        return [
            Goal(what: "nothing due", measured: mine.median, limit: 1, unit: "s"),
            Goal(
                what: "nothing due: gpg calls",
                measured: Double(gpgCalls),
                limit: 2,
                unit: ""
            ),
            Goal(what: "nothing due: peak", measured: mine.peak, limit: 100, unit: "MB"),
        ]
    }

    private static func busy(_ report: Report) -> [Goal] {
        func goal(_ row: Row, _ what: String, _ limit: Double, _ value: (Comparison) -> Double?)
            -> Goal?
        {
            report.comparison(row, users, 50).flatMap(value)
                .map { Goal(what: what, measured: $0, limit: limit, unit: "×") }
        }
        func faster(_ what: String, _ limit: Double, _ peer: Contender) -> Goal? {
            report.comparison(.profiles, users, 50)?.behind(peer)
                .map { Goal(what: what, measured: $0, limit: limit, isFloor: true, unit: "×") }
        }
        return [
            goal(.profiles, "all profiles, of the network floor", 1.3) { $0.over(.network) },
            faster("all profiles, faster than the plain loop", 100, .plain),
            faster("all profiles, faster than the script", 10, .script),
            goal(.rotation, "rotation, of the gpg encrypt floor", 1.2) { $0.over(.encrypt) },
            goal(.rotation, "rotation, of encrypt and proof", 1.2) { $0.over(.prove) },
            goal(.cold, "cold, of the gpg decrypt floor", 1.2) { $0.over(.decrypt) },
        ].compactMap(\.self)
    }

    private static func growth(_ report: Report) -> [Goal] {
        guard let few = report.comparison(.quiet, users)?.samples[.latchkey],
            let many = report.comparison(.quiet, 10 * users)?.samples[.latchkey]
        else { return [] }
        return [
            Goal(
                what: "nothing due, 100,000 users for 10,000",
                measured: many.median / few.median,
                limit: 11,
                unit: "× time"
            ),
            Goal(
                what: "nothing due, 100,000 users for 10,000",
                measured: many.peak / few.peak,
                limit: 3,
                unit: "× memory"
            ),
        ]
    }

    private static func start(_ report: Report) -> [Goal] {
        guard !report.start.isEmpty else { return [] }
        let milliseconds = report.start.median * 1000
        return [Goal(what: "latchkey --version", measured: milliseconds, limit: 20, unit: "ms")]
    }
}
