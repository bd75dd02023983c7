import Documents
import FoundationEssentials

/// One photo, video or album of an account.
struct InstagramItem: Sendable {
    let account: InstagramAccount
    let index: Int
    private let world: World

    init(_ account: InstagramAccount, _ index: Int, _ world: World) {
        self.account = account
        self.index = index
        self.world = world
    }

    /// When it was posted: one every 31 hours back from the sandbox's start.
    var time: Date {
        world.settings.startTime.addingTimeInterval(Double(-index) * 31 * 3600 - 4000)
    }

    /// The fields asked for, those it has; throws for one that no item has.
    func select(_ selection: FieldSelection) throws(GraphError) -> JSONObject {
        var item = JSONObject()
        for field in selection.fields {
            item[field.name] = try value(field.name, nested: field.nested)
        }
        if item["id"] == nil { item["id"] = .string(String(account.mediaID(index))) }
        return item
    }

    private func value(
        _ name: String,
        nested: FieldSelection?
    ) throws(GraphError) -> JSONValue? {
        let person = account.person
        let id = String(account.mediaID(index))
        switch name {
        case "id": return .string(id)
        case "permalink": return .string("https://www.instagram.com/p/\(shortcode)/")
        case "shortcode": return .string(shortcode)
        case "timestamp": return .string(Self.text(time))
        case "username": return .string(person.name)
        case "owner": return ["id": .string(String(account.accountID))]
        case "caption": return .string("№ \(index): à la \"carte\" 🎶")
        case "media_type": return .string(kind)
        case "media_product_type": return .string(kind == "VIDEO" ? "REELS" : "FEED")
        // Left out for items that are flagged for copyright.
        case "media_url": return index % 13 == 7 ? nil : .string(signedURL("jpg"))
        case "thumbnail_url": return kind == "VIDEO" ? .string(signedURL("jpg")) : nil
        case "like_count": return .number(JSONNumber(person.number(below: 5000, salt: salt)))
        case "comments_count": return .number(JSONNumber(person.number(below: 90, salt: salt + 1)))
        case "is_comment_enabled", "is_shared_to_feed": return true
        case "alt_text": return nil
        case "children": return try children(nested)
        default: throw GraphError.unknownField(name)
        }
    }

    private func children(_ nested: FieldSelection?) throws(GraphError) -> JSONValue? {
        guard kind == "CAROUSEL_ALBUM" else { return nil }
        var members: [JSONValue] = []
        for place in 0..<3 {
            var member = JSONObject()
            for field in nested?.fields ?? [] where field.name != "id" {
                switch field.name {
                case "media_type": member["media_type"] = "IMAGE"
                case "media_url": member["media_url"] = .string(signedURL("jpg"))
                case "timestamp": member["timestamp"] = .string(Self.text(time))
                default: throw GraphError.unknownField(field.name)
                }
            }
            member["id"] = .string(
                String(account.mediaID(index) + 500_000_000_000_000 * (place + 1))
            )
            members.append(.object(member))
        }
        return ["data": .array(members)]
    }

    private var kind: String { ["IMAGE", "VIDEO", "CAROUSEL_ALBUM"][index % 3] }
    private var salt: UInt64 { UInt64(index + 100) * 2 }
    private var shortcode: String { "C" + String(account.mediaID(index), radix: 36) }

    private func signedURL(_ ending: String) -> String {
        "https://scontent.cdn.example/v/\(account.mediaID(index)).\(ending)"
            + "?_nc_rid=\(world.random.token("", length: 10))"
            + "&oe=\(String(Int(world.clock.now.timeIntervalSince1970) + 86_400, radix: 16))"
    }

    /// The Graph API's way of writing times: `2026-09-26T22:36:43+0000`.
    private static func text(_ time: Date) -> String {
        Timestamp.text(time).dropLast() + "+0000"
    }
}
