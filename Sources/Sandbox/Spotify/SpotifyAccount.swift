import Documents

/// A person's account, as Spotify sees it, and as much of it as some scopes show.
struct SpotifyAccount: Sendable {
    let person: Person
    private let scopes: [String]
    /// Whether what needs extended quota is left out (the change of February 2026).
    private let isDevelopmentMode: Bool

    init(_ person: Person, _ scopes: [String], isDevelopmentMode: Bool) {
        self.person = person
        self.scopes = scopes
        self.isDevelopmentMode = isDevelopmentMode
    }

    var playlistCount: Int { person.number(below: 130, salt: 20) }
    var artistCount: Int { person.number(below: 90, salt: 21) }
    var trackCount: Int { person.number(below: 700, salt: 22) }

    /// The stable id, which `id` need not be.
    var accountID: String { "acc" + Self.identifier(person.bits, 23) }

    private var id: String {
        person.number(below: 2, salt: 24) == 0
            ? person.name : "31" + String(person.bits.scrambled, radix: 36)
    }

    /// The answer of `GET /me`.
    var profile: JSONValue {
        var profile: JSONObject = [
            "account_id": .string(accountID),
            "display_name": person.number(below: 7, salt: 25) == 0
                ? .null : .string(person.displayName),
            "external_urls": ["spotify": .string("https://open.spotify.com/user/\(id)")],
            "href": .string("https://api.spotify.com/v1/users/\(id)"),
            "id": .string(id),
            "images": images,
            "type": "user",
            "uri": .string("spotify:user:\(id)"),
        ]
        guard !isDevelopmentMode else { return .object(profile) }
        profile["followers"] = [
            "href": nil, "total": .number(JSONNumber(person.number(below: 3000, salt: 26))),
        ]
        if scopes.contains("user-read-private") {
            profile["country"] = .string(
                ["DE", "FR", "BR", "JP"][person.number(below: 4, salt: 27)]
            )
            profile["product"] = .string(["premium", "free"][person.number(below: 2, salt: 28)])
            profile["explicit_content"] = ["filter_enabled": false, "filter_locked": false]
        }
        if scopes.contains("user-read-email") {
            profile["email"] = .string("\(person.name)@mail.example")
        }
        return .object(profile)
    }

    private var images: JSONValue {
        guard person.number(below: 4, salt: 29) > 0 else { return [] }
        let name = Self.identifier(person.bits, 30)
        let sizes = [300, 64].map { side -> JSONValue in
            [
                "url": .string("https://i.cdn.example/image/ab6775\(side)\(name)"),
                "height": .number(JSONNumber(side)), "width": .number(JSONNumber(side)),
            ]
        }
        return .array(sizes)
    }

    func playlist(_ index: Int) -> JSONValue {
        let id = Self.identifier(person.bits, 1000 + UInt64(index))
        let items: JSONValue = [
            "href": .string("https://api.spotify.com/v1/playlists/\(id)/items"),
            "total": .number(JSONNumber(person.number(below: 400, salt: 3000 + UInt64(index)))),
        ]
        return [
            "id": .string(id), "name": .string("Mix № \(index + 1)"),
            "owner": ["id": .string(self.id), "type": "user"],
            "public": .bool(index % 3 != 0), "collaborative": false,
            // Renamed by the change of February 2026.
            (isDevelopmentMode ? "items" : "tracks"): items,
            "snapshot_id": .string(Self.identifier(person.bits, 5000 + UInt64(index))),
            "type": "playlist", "uri": .string("spotify:playlist:\(id)"),
        ]
    }

    func artistID(_ index: Int) -> String { Self.identifier(person.bits, 7000 + UInt64(index)) }

    func artist(_ index: Int) -> JSONValue {
        let id = artistID(index)
        var artist: JSONObject = [
            "id": .string(id), "name": .string("Artist \(id.prefix(4))"), "genres": ["ambient"],
            "type": "artist", "uri": .string("spotify:artist:\(id)"),
        ]
        if !isDevelopmentMode {
            artist["popularity"] = .number(JSONNumber(person.number(below: 100, salt: 31)))
        }
        return .object(artist)
    }

    func track(_ index: Int) -> JSONValue {
        let id = Self.identifier(person.bits, 9000 + UInt64(index))
        return [
            "id": .string(id), "name": .string("Track \(id.prefix(5))"),
            "artists": [artist(index % max(artistCount, 1))],
            "duration_ms": .number(JSONNumber(120_000 + person.number(below: 200_000, salt: 32))),
            "type": "track", "uri": .string("spotify:track:\(id)"),
        ]
    }

    /// An id of 22 letters and digits.
    private static func identifier(_ bits: UInt64, _ salt: UInt64) -> String {
        let high = String((bits ^ salt).scrambled, radix: 36)
        let low = String((bits &+ salt &* 0x9E37).scrambled, radix: 36)
        let text = high + low + "0000000000000000000000"
        return String(text.prefix(22))
    }
}
