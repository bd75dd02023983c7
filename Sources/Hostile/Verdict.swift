/// What a row of the matrix comes to for one pipeline.
package enum Verdict: Hashable, Sendable {
    case pass
    /// What went wrong: sentences, lower case, no final stop.
    case fail([String])
    /// Why the row says nothing about the pipeline: one sentence, lower case, no final stop.
    case notApplicable(String)

    /// `pass`, `fail` or `not_applicable`, as JSON has it.
    package var word: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .notApplicable: "not_applicable"
        }
    }
}
