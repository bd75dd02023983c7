/// Why no provider can be made from a pipeline, or from a part of it.
package struct BlueprintProblem: Error, Hashable, Sendable {
    /// One sentence, lower case, no final stop.
    package let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
