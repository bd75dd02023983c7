import Hummingbird

/// An emulated Instagram API with Instagram Login: the three hosts it lives on.
struct InstagramServer: Sendable {
    private let authorize: InstagramAuthorize
    private let exchange: InstagramCodeExchange
    private let graph: InstagramGraph

    init(world: World) {
        authorize = InstagramAuthorize(world: world)
        exchange = InstagramCodeExchange(world: world)
        graph = InstagramGraph(world: world)
    }

    func answer(_ call: Call) -> Answer {
        switch call.server {
        case .instagramWWW:
            guard call.path == "/oauth/authorize" else { return missing }
            return authorize.answer(call).at("/oauth/authorize")
        case .instagramAPI:
            guard call.path == "/oauth/access_token" else { return missing }
            return exchange.answer(call).at("/oauth/access_token")
        default: return graph.answer(call)
        }
    }

    private var missing: Answer {
        .html(ErrorPage.text(status: 404), status: 404).at("(unknown)")
    }
}
