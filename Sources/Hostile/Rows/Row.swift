/// One line of the matrix: something a provider does, and what must come of it.
package struct Row: Sendable {
    /// A word or two for options, JSON and links; never changes.
    package let id: String
    /// What happens and what is right: one sentence, lower case, no final stop.
    package let sentence: String
    /// What to do where it fails: one sentence, lower case, no final stop.
    package let nextStep: String
    let play: @Sendable (Theatre) async throws(StageProblem) -> Verdict

    init(
        _ id: String,
        _ sentence: String,
        nextStep: String,
        _ play: @escaping @Sendable (Theatre) async throws(StageProblem) -> Verdict
    ) {
        self.id = id
        self.sentence = sentence
        self.nextStep = nextStep
        self.play = play
    }
}
