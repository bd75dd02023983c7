import Documents
import FoundationEssentials
import HTTPTypes

/// `api.spotify.com/v1`: the profile and the lists worth syncing.
struct SpotifyAPI: Sendable {
    let world: World

    /// The scope each endpoint needs; `nil` where any token will do.
    private static let neededScopes: [Substring: String?] = [
        "/me": nil,
        "/me/playlists": "playlist-read-private",
        "/me/top/artists": "user-top-read",
        "/me/top/tracks": "user-top-read",
        "/me/tracks": "user-library-read",
        "/me/following": "user-follow-read",
        "/me/player/recently-played": "user-read-recently-played",
    ]

    func answer(_ call: Call) -> Answer {
        // The base may be overridden with its version or without.
        let path = call.path.hasPrefix("/v1/") ? call.path.dropFirst(3) : call.path
        let isKnown = Self.neededScopes[path] != nil
        let endpoint = isKnown ? String(path) : "(unknown)"
        do throws(SpotifyAPIError) {
            return try dispatch(call, path).at(endpoint)
        } catch {
            return error.answer.at(endpoint)
        }
    }

    private func dispatch(_ call: Call, _ path: Substring) throws(SpotifyAPIError) -> Answer {
        let usage = world.spotifyCalls.count(at: world.clock.now)
        if usage.isExceeded {
            throw SpotifyAPIError(
                status: 429,
                message: "API rate limit exceeded",
                retryAfter: usage.secondsLeft
            )
        }
        let grant = try holder(of: call)
        guard call.method == .get, let scope = Self.neededScopes[path] else {
            throw SpotifyAPIError.notFound
        }
        if let scope, !grant.scopes.contains(scope) { throw SpotifyAPIError.missingScope }
        let account = SpotifyAccount(
            grant.person,
            grant.scopes,
            isDevelopmentMode: world.settings.isDevelopmentMode
        )
        let pages = SpotifyPages(call: call, path: path)
        switch path {
        case "/me": return .json(account.profile)
        case "/me/playlists":
            return .json(try pages.byOffset(account.playlistCount, account.playlist))
        case "/me/top/artists":
            try pages.requireTimeRange()
            return .json(try pages.byOffset(account.artistCount, account.artist))
        case "/me/top/tracks":
            try pages.requireTimeRange()
            return .json(try pages.byOffset(account.trackCount, account.track))
        case "/me/tracks":
            let start = world.settings.startTime
            return .json(
                try pages.byOffset(account.trackCount) { index in
                    [
                        "added_at": .string(
                            Timestamp.text(start.addingTimeInterval(Double(-index) * 70_000))
                        ),
                        "track": account.track(index),
                    ]
                }
            )
        case "/me/following":
            guard call.query["type"] == "artist" else { throw SpotifyAPIError.invalid("type") }
            return .json([
                "artists": try pages.byCursor(
                    account.artistCount,
                    account.artist,
                    id: account.artistID
                )
            ])
        default:
            return .json(
                try SpotifyHistory(account, start: world.settings.startTime).page(pages)
            )
        }
    }

    private func holder(of call: Call) throws(SpotifyAPIError) -> SandboxGrant {
        guard let text = call.bearerToken else { throw SpotifyAPIError.missingToken }
        let now = world.clock.now
        return try world.book(of: .spotify).update { ledger throws(SpotifyAPIError) in
            guard let token = ledger.accessTokens[text], let grant = ledger[token.grant] else {
                throw SpotifyAPIError.invalidToken
            }
            guard now < token.expiresAt else { throw SpotifyAPIError.expiredToken }
            switch grant.condition {
            case .live: return grant
            case .rateLimited:
                throw SpotifyAPIError(
                    status: 429,
                    message: "API rate limit exceeded",
                    retryAfter: 86_400
                )
            case .permissionLost: throw SpotifyAPIError.missingScope
            default: throw SpotifyAPIError.invalidToken
            }
        }
    }
}
