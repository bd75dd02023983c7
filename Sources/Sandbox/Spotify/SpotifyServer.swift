import Documents
import Hummingbird

/// An emulated Spotify: accounts and Web API.
struct SpotifyServer: Sendable {
    private let authorize: SpotifyAuthorize
    private let tokens: SpotifyTokens
    private let api: SpotifyAPI

    init(world: World) {
        authorize = SpotifyAuthorize(world: world)
        tokens = SpotifyTokens(world: world)
        api = SpotifyAPI(world: world)
    }

    func answer(_ call: Call) -> Answer {
        guard call.server == .spotifyAccounts else { return api.answer(call) }
        switch call.path {
        case "/authorize": return authorize.answer(call).at("/authorize")
        case "/api/token": return tokens.answer(call).at("/api/token")
        default: return .html(ErrorPage.text(status: 404), status: 404).at("(unknown)")
        }
    }
}
