import Documents

/// Spotify's two ways of cutting a list into pages.
struct SpotifyPages: Sendable {
    let call: Call
    /// The endpoint's path without its version.
    let path: Substring

    /// An offset page: `{href, items, limit, next, offset, previous, total}`.
    func byOffset(
        _ total: Int,
        _ item: (Int) -> JSONValue
    ) throws(SpotifyAPIError) -> JSONValue {
        let limit = try limit()
        let offset = try number("offset", in: 0...100_000, default: 0)
        let end = min(offset + limit, total)
        let items = offset < end ? (offset..<end).map(item) : []
        return [
            "href": .string(link(limit, ("offset", String(offset)))),
            "items": .array(items),
            "limit": .number(JSONNumber(limit)),
            "next": end < total
                ? .string(link(limit, ("offset", String(offset + limit)))) : .null,
            "offset": .number(JSONNumber(offset)),
            "previous": offset > 0
                ? .string(link(limit, ("offset", String(max(0, offset - limit))))) : .null,
            "total": .number(JSONNumber(total)),
        ]
    }

    /// A cursor page by the id of the last item seen: `{href, items, limit, next, cursors, total}`.
    func byCursor(
        _ total: Int,
        _ item: (Int) -> JSONValue,
        id: (Int) -> String
    ) throws(SpotifyAPIError) -> JSONValue {
        let limit = try limit()
        var start = 0
        if let after = call.query["after"] {
            guard let place = (0..<total).first(where: { id($0) == after }) else {
                throw SpotifyAPIError.invalid("after")
            }
            start = place + 1
        }
        let end = min(start + limit, total)
        let items = start < end ? (start..<end).map(item) : []
        let last = end < total && end > start ? id(end - 1) : nil
        return [
            "href": .string(link(limit, nil)),
            "items": .array(items),
            "limit": .number(JSONNumber(limit)),
            "next": last.map { .string(link(limit, ("after", $0))) } ?? .null,
            "cursors": ["after": last.map { .string($0) } ?? .null],
            "total": .number(JSONNumber(total)),
        ]
    }

    func requireTimeRange() throws(SpotifyAPIError) {
        let range = call.query["time_range"] ?? "medium_term"
        guard ["short_term", "medium_term", "long_term"].contains(range) else {
            throw SpotifyAPIError.invalid("time range")
        }
    }

    func limit() throws(SpotifyAPIError) -> Int {
        try number("limit", in: 1...50, default: 20)
    }

    func number(
        _ name: String,
        in range: ClosedRange<Int>,
        default usual: Int
    ) throws(SpotifyAPIError) -> Int {
        guard let text = call.query[name] else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw SpotifyAPIError.invalid(name)
        }
        return number
    }

    /// The endpoint's address with the other query fields kept.
    func link(_ limit: Int, _ place: (String, String)?) -> String {
        var fields = FormFields()
        for field in call.query.fields
        where !["limit", "offset", "after", "before"].contains(field.name) {
            fields.append(field.name, field.value)
        }
        if let place { fields.append(place.0, place.1) }
        fields.append("limit", String(limit))
        return "\(call.base)/v1\(path)?\(fields.text)"
    }
}
