/// The table a person reads at the end.
package struct Summary: Sendable {
    package var tally: Tally
    package var seeds: Int
    package var seconds: Double

    package init(tally: Tally, seeds: Int, seconds: Double) {
        self.tally = tally
        self.seeds = seeds
        self.seconds = seconds
    }

    /// Lines, without their ends.
    package var lines: [String] {
        let rate = seconds > 0 ? Int(tally.accountYears / seconds) : 0
        var rows: [(String, String)] = [
            ("seeds", "\(seeds)"),
            ("runs", "\(tally.runs)"),
            ("account-years", "\(Int(tally.accountYears)) (\(rate) a second)"),
            ("consents", "\(tally.consents)"),
            ("exchanges", "\(tally.exchanges)"),
            ("refreshes", "\(tally.refreshes)"),
            ("profiles read", "\(tally.reads)"),
            ("told in_doubt", "\(tally.inDoubt)"),
            ("told needs_reconnect", "\(tally.reconnects)"),
            ("false needs_reconnect", "\(tally.falseReconnects)"),
            ("lost outside the window", "\(tally.lostOutside)"),
            ("lost inside the window", "\(tally.lostInside) (\(tally.lostTold) told)"),
        ]
        rows += Fault.allCases.map { ("fault: \($0.rawValue)", "\(tally.faults[$0] ?? 0)") }
        let width = rows.map(\.0.utf8.count).max() ?? 0
        return rows.map { name, value in
            name + String(repeating: " ", count: width - name.utf8.count + 2) + value
        }
    }
}
