/// One path that differs between two trees.
struct TreeChange: Hashable, Sendable {
    var path: String
    /// Object ids; `nil` where there is no such file.
    var before: String?
    var after: String?

    /// Reads `diff-tree -r -z --raw`: `:MODE MODE ID ID LETTER`, NUL, path, NUL.
    static func list(_ answer: GitAnswer) -> [TreeChange] {
        let records = answer.records
        var changes: [TreeChange] = []
        var index = 0
        while index + 1 < records.count {
            let fields = records[index].split(separator: " ")
            if fields.count >= 4 {
                changes.append(
                    TreeChange(
                        path: records[index + 1],
                        before: id(fields[2]),
                        after: id(fields[3])
                    )
                )
            }
            index += 2
        }
        return changes
    }

    private static func id(_ text: Substring) -> String? {
        text.allSatisfy { $0 == "0" } ? nil : String(text)
    }
}
