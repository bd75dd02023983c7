/// How many cases each target had, and how many of them broke.
struct HuntLedger {
    private var cases: [String: Int] = [:]
    private var finds: [String: Int] = [:]

    var isClean: Bool { finds.isEmpty }

    func finds(_ target: String) -> Int { finds[target] ?? 0 }

    mutating func note(_ target: String, cases count: Int) { cases[target, default: 0] += count }

    mutating func note(find target: String) { finds[target, default: 0] += 1 }

    /// One line a target, and their sum.
    func lines(_ targets: [String]) -> [String] {
        targets.map { "\($0): \(cases[$0] ?? 0) cases, \(finds($0)) broke" }
            + ["in all: \(cases.values.reduce(0, +)) cases, \(finds.values.reduce(0, +)) broke"]
    }
}
