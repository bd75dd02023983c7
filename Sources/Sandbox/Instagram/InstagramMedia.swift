import Documents
import FoundationEssentials

/// An account's items: `GET /me/media` in pages, `GET /{id}` alone.
struct InstagramMedia: Sendable {
    let world: World

    private static let usualLimit = 25
    private static let highestLimit = 100

    /// One item, which must be the account's own.
    func item(
        _ call: Call,
        _ account: InstagramAccount,
        id: String
    ) throws(GraphError) -> Answer {
        guard let number = Int(id), let index = account.mediaIndex(of: number) else {
            throw GraphError.missingObject(id)
        }
        let selection = try FieldSelection(call.query["fields"] ?? "id")
        return .json(.object(try InstagramItem(account, index, world).select(selection)))
    }

    /// A page, which may be shorter than its limit, or empty, and yet have a next.
    func list(_ call: Call, _ account: InstagramAccount) throws(GraphError) -> Answer {
        let selection = try FieldSelection(call.query["fields"] ?? "id")
        let limit = try limit(call)
        let places = try places(call, account, limit: limit)
        var items: [JSONValue] = []
        for index in places where !account.isHidden(index) {
            let item = InstagramItem(account, index, world)
            guard try isWanted(item, call) else { continue }
            items.append(.object(try item.select(selection)))
        }
        guard !places.isEmpty else { return .json(["data": []]) }
        var paging: JSONObject = [
            "cursors": [
                "before": .string(Self.cursor(places.lowerBound)),
                "after": .string(Self.cursor(places.upperBound - 1)),
            ]
        ]
        if places.upperBound < account.mediaCount {
            let after = Self.cursor(places.upperBound - 1)
            paging["next"] = .string(link(call, limit: limit, ("after", after)))
        }
        if places.lowerBound > 0 {
            let before = Self.cursor(places.lowerBound)
            paging["previous"] = .string(link(call, limit: limit, ("before", before)))
        }
        return .json(["data": .array(items), "paging": .object(paging)])
    }

    private func limit(_ call: Call) throws(GraphError) -> Int {
        guard let text = call.query["limit"] else { return Self.usualLimit }
        guard let limit = Int(text), limit > 0 else { throw GraphError.invalidParameter("limit") }
        return min(limit, Self.highestLimit)
    }

    private func places(
        _ call: Call,
        _ account: InstagramAccount,
        limit: Int
    ) throws(GraphError) -> Range<Int> {
        let count = account.mediaCount
        if let after = call.query["after"] {
            let start = min(try Self.place(after) + 1, count)
            return start..<min(start + limit, count)
        }
        if let before = call.query["before"] {
            let end = min(try Self.place(before), count)
            return max(end - limit, 0)..<end
        }
        return 0..<min(limit, count)
    }

    private func isWanted(_ item: InstagramItem, _ call: Call) throws(GraphError) -> Bool {
        let seconds = item.time.timeIntervalSince1970
        for (name, isBound) in [("since", { $0 <= seconds }), ("until", { seconds <= $0 })]
            as [(String, (Double) -> Bool)]
        {
            guard let text = call.query[name] else { continue }
            guard let bound = Double(text) else { throw GraphError.invalidParameter(name) }
            if !isBound(bound) { return false }
        }
        return true
    }

    /// A link to a neighbouring page; it carries the token, as the real ones do.
    private func link(_ call: Call, limit: Int, _ cursor: (String, String)) -> String {
        var fields = FormFields()
        for field in call.query.fields
        where !["after", "before", "limit", "access_token"].contains(field.name) {
            fields.append(field.name, field.value)
        }
        fields.append("access_token", call.query["access_token"] ?? call.bearerToken ?? "")
        fields.append("limit", String(limit))
        fields.append(cursor.0, cursor.1)
        return call.base + call.path + "?" + fields.text
    }

    /// A place as an opaque text, in base64 like the real ones.
    private static func cursor(_ place: Int) -> String {
        Data("QVFI:\(place)".utf8).base64EncodedString()
    }

    private static func place(_ cursor: String) throws(GraphError) -> Int {
        guard let data = Data(base64Encoded: cursor),
            let place = Int(String(decoding: data, as: UTF8.self).dropFirst(5)),
            0..<1_000_000 ~= place
        else { throw GraphError.invalidParameter("cursor") }
        return place
    }
}
