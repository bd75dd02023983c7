/// HTTP statuses as a rule writes them: `429`, `5xx`, `200-299`.
struct StatusRange {
    let statuses: ClosedRange<Int>

    init?(_ text: String) {
        let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        if text.utf8.count == 3, text.lowercased().hasSuffix("xx"), let first = text.first,
            let hundred = first.wholeNumberValue, 1...5 ~= hundred
        {
            statuses = (hundred * 100)...(hundred * 100 + 99)
            return
        }
        guard let lower = bounds.first.flatMap(Self.status),
            let upper = bounds.last.flatMap(Self.status), lower <= upper
        else { return nil }
        statuses = lower...upper
    }

    private static func status(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let status = Int(text),
            100...599 ~= status
        else { return nil }
        return status
    }
}
