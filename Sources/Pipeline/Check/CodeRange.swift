/// Error codes as a rule writes them: `invalid_grant`, `190`, or the whole numbers of `200-299`.
struct CodeRange {
    static let most = 1000

    /// Each code as exact text.
    let codes: [String]

    /// Refuses an empty code, and a range that runs backwards or over too many numbers.
    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy(Self.isNumber) else {
            codes = [text]
            return
        }
        guard let lower = Int(bounds[0]), let upper = Int(bounds[1]), lower <= upper,
            upper - lower < Self.most
        else { return nil }
        codes = (lower...upper).map { String($0) }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
