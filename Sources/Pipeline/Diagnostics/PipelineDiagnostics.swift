import Documents

/// Everything this room says about a file: one function a message.
enum PipelineDiagnostics {
    /// The nearest known word, for a hint; `nil` when none is near.
    static func meant(_ word: String, among known: some Sequence<String>) -> String? {
        Nearest.word(to: word, among: known).map { "did you mean \"\($0)\"?" }
    }

    /// `subject` as messages name it: a dotted path of keys, or the file.
    static func naming(_ subject: String) -> String {
        subject.isEmpty ? "a pipeline file" : "\"\(subject)\""
    }
}
