/// Why the kit itself could not go on.
struct StageProblem: Error, Hashable, Sendable {
    /// One sentence, lower case, no final stop.
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
