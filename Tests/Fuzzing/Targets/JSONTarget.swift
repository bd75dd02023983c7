import Documents

/// JSON texts: what is read is written and read again as the same.
struct JSONTarget: FuzzTarget {
    let name = "json"
    let corpus = SampleTexts.documents.map { Array($0.utf8) }
    let tokens = ["[[[[[[[[", "]]]]]]]]", #"{"a":"#, #""\ud800""#, "\u{feff}", "1E+2", "-0.0e-0"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let value: JSONValue
        do { value = try JSONValue(parsing: input) } catch {
            try FuzzFinding.unless(error.line >= 1 && error.column >= 1, "a fault has no place")
            return
        }
        let canonical = value.canonicalText()
        try Self.expect(canonical, means: value, "canonical text")
        try Self.expect(value.compactText(), means: value, "compact text")
        try Self.expect(value.canonicalLine(), means: value, "canonical line")
        let again = (try? JSONValue(parsing: canonical))?.canonicalText()
        try FuzzFinding.unless(again == canonical, "canonical text is no fixed point")
        try FuzzFinding.unless(
            value.hashValue == (try? JSONValue(parsing: canonical))?.hashValue,
            "equal values hash differently"
        )
    }

    private static func expect(
        _ bytes: [UInt8],
        means value: JSONValue,
        _ what: String
    ) throws(FuzzFinding) {
        try FuzzFinding.unless(
            (try? JSONValue(parsing: bytes)) == value,
            "the \(what) means something else"
        )
    }
}
