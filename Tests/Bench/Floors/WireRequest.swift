/// A request as the bare loop sends it.
struct WireRequest {
    let url: String
    let headers: [String]
    /// A POST where there is one, else a GET.
    var body: String?

    /// `GET /me` of the emulated Spotify, with a user's own access token.
    static func profile(_ user: BenchUser, at base: String) -> Self {
        Self(
            url: "\(base)/spotify/api/v1/me",
            headers: ["Authorization: Bearer \(user.accessToken)"]
        )
    }

    /// A refresh at the emulated Spotify.
    static func refresh(_ user: BenchUser, at base: String) -> Self {
        Self(
            url: "\(base)/spotify/accounts/api/token",
            // sandbox-app:sandbox-secret
            headers: ["Authorization: Basic c2FuZGJveC1hcHA6c2FuZGJveC1zZWNyZXQ="],
            body: "grant_type=refresh_token&refresh_token=\(user.refreshToken)"
        )
    }

    /// A grant entered in the sandbox.
    static func grant(_ user: BenchUser, rotation: String, at base: String) -> Self {
        Self(
            url: "\(base)/sandbox/grants",
            headers: ["Content-Type: application/json"],
            body: String(decoding: user.order(rotation: rotation), as: UTF8.self)
        )
    }
}
