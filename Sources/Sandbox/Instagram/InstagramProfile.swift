import Documents
import FoundationEssentials

/// The account object: `GET /me?fields=…`.
struct InstagramProfile: Sendable {
    let world: World

    func answer(_ call: Call, _ account: InstagramAccount) throws(GraphError) -> Answer {
        let selection = try FieldSelection(call.query["fields"] ?? "id")
        var profile = JSONObject()
        for field in selection.fields {
            profile[field.name] = try value(field.name, account)
        }
        // The account's id comes along, asked for or not.
        if profile["id"] == nil { profile["id"] = .string(String(account.scopedID)) }
        let body = JSONValue.object(profile)
        return .json(world.settings.shape.isEnveloped(world.random) ? ["data": [body]] : body)
    }

    /// The field's value; `nil` where the account has none and the field is left out.
    private func value(
        _ name: String,
        _ account: InstagramAccount
    ) throws(GraphError) -> JSONValue? {
        guard !world.settings.refusedFields.contains(name) else {
            throw GraphError.unknownField(name)
        }
        let person = account.person
        let now = world.clock.now
        let day = Int(now.timeIntervalSince1970 / 86_400)
        switch name {
        case "id": return .string(String(account.scopedID))
        case "user_id": return .string(String(account.accountID))
        case "username": return .string(person.name)
        case "name": return .string(person.displayName)
        case "account_type": return accountType(person)
        case "profile_picture_url": return .string(pictureURL(person, now))
        case "followers_count": return .number(JSONNumber(account.followers(on: day)))
        case "follows_count": return .number(JSONNumber(person.number(below: 900, salt: 4)))
        case "media_count": return .number(JSONNumber(account.mediaCount))
        case "biography": return .string("🎧 \(person.displayName)\n\"Off air\" / café & studio")
        case "website":
            return person.number(below: 3, salt: 5) == 0
                ? nil : .string("https://\(person.name).example/?from=ig&x=1")
        case "has_profile_pic", "is_published": return true
        case "legacy_instagram_user_id":
            return .string(String(person.number(below: 9_000_000_000, salt: 6)))
        default: throw GraphError.unknownField(name)
        }
    }

    /// In either of the spellings that are seen.
    private func accountType(_ person: Person) -> JSONValue {
        let kinds: [JSONValue] = ["BUSINESS", "MEDIA_CREATOR", "Business", "Media_Creator"]
        return kinds[person.number(below: kinds.count, salt: 7)]
    }

    /// A signed link, another on each call; `oe` is its end in hexadecimal Unix seconds.
    private func pictureURL(_ person: Person, _ now: Date) -> String {
        let end = String(Int(now.timeIntervalSince1970) + 4 * 86_400, radix: 16, uppercase: true)
        let shard = world.random.integer(below: 9) + 1
        return
            "https://scontent-\(shard).cdn.example/v/t51.2885-19/\(person.bits % 1_000_000)_n.jpg"
            + "?stp=dst-jpg_s206x206&_nc_rid=\(world.random.token("", length: 10))&ccb=7-5"
            + "&oh=\(world.random.token("00_Af", length: 27))&oe=\(end)"
    }
}
