import Documents
import FoundationEssentials

/// The tracks a person heard last: cursors are times in milliseconds, backwards.
struct SpotifyHistory: Sendable {
    let account: SpotifyAccount
    let start: Date

    private static let count = 50

    init(_ account: SpotifyAccount, start: Date) {
        self.account = account
        self.start = start
    }

    func page(_ pages: SpotifyPages) throws(SpotifyAPIError) -> JSONValue {
        let limit = try pages.limit()
        let after = try pages.number("after", in: 0...Int.max, default: -1)
        let before = try pages.number("before", in: 0...Int.max, default: -1)
        guard after < 0 || before < 0 else {
            throw SpotifyAPIError(
                status: 400,
                message: "Cannot specify both 'before' and 'after'"
            )
        }
        let matching = (0..<Self.count).filter { index in
            let time = milliseconds(index)
            return time > after && (before < 0 || time < before)
        }
        let places = after < 0 ? matching.prefix(limit) : matching.suffix(limit)
        var cursors = JSONValue.null
        var next = JSONValue.null
        if let newest = places.first, let oldest = places.last, places.count < matching.count {
            let (first, last) = (String(milliseconds(newest)), String(milliseconds(oldest)))
            cursors = ["after": .string(first), "before": .string(last)]
            next = .string(
                pages.link(limit, after < 0 ? ("before", last) : ("after", first))
            )
        }
        return [
            "href": .string(pages.link(limit, nil)),
            "items": .array(places.map(item)),
            "limit": .number(JSONNumber(limit)),
            "next": next,
            "cursors": cursors,
        ]
    }

    private func item(_ index: Int) -> JSONValue {
        let time = Date(timeIntervalSince1970: Double(milliseconds(index) / 1000))
        return [
            "track": account.track(index), "played_at": .string(Timestamp.text(time)),
            "context": nil,
        ]
    }

    /// When the track was heard; the first is the newest.
    private func milliseconds(_ index: Int) -> Int {
        (Int(start.timeIntervalSince1970) - 1800 - index * 217) * 1000
    }
}
