/// What a row's runs showed to be wrong, in order.
struct Findings: Sendable {
    private(set) var problems: [String] = []

    /// Notes a sentence (lower case, no final stop) where something does not hold.
    mutating func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
        guard !holds else { return }
        let sentence = sentence()
        if !problems.contains(sentence) { problems.append(sentence) }
    }

    mutating func add(_ other: Findings, in place: String) {
        for problem in other.problems { expect(false, "\(place): \(problem)") }
    }

    var verdict: Verdict {
        problems.isEmpty ? .pass : .fail(problems)
    }
}
