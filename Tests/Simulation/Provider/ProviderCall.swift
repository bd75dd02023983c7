import Transport

/// A request as a provider understands it.
enum ProviderCall {
    case exchange(code: String)
    /// The second step of an exchange.
    case lengthen(access: String)
    case refresh(token: String)
    /// An access token that renews itself.
    case renew(access: String)
    case profile(access: String)

    /// `nil` for what no provider here knows.
    init?(_ request: HTTPRequest) {
        let parts = request.url.split(separator: "?", maxSplits: 1)
        guard let path = parts.first?.split(separator: "/").last else { return nil }
        let query = parts.count > 1 ? String(parts[1]) : ""
        let body = String(decoding: request.body ?? [], as: UTF8.self)
        func field(_ name: String) -> String? {
            FormEncoding.fields(request.method == "GET" ? query : body)
                .first { $0.name == name }?.value
        }
        switch path {
        case "token":
            if let code = field("code") {
                self = .exchange(code: code)
            } else if let token = field("refresh_token") {
                self = .refresh(token: token)
            } else {
                return nil
            }
        case "long":
            guard let access = field("access_token") else { return nil }
            self = .lengthen(access: access)
        case "renew":
            guard let access = field("access_token") else { return nil }
            self = .renew(access: access)
        case "me":
            let bearer = request.headers.first { $0.name.lowercased() == "authorization" }
            guard let token = bearer?.value.split(separator: " ").last else { return nil }
            self = .profile(access: String(token))
        default:
            return nil
        }
    }

    /// The credential it presents.
    var credential: String {
        switch self {
        case .exchange(let code): code
        case .lengthen(let access), .renew(let access), .profile(let access): access
        case .refresh(let token): token
        }
    }

    /// Whether it goes to a token endpoint with something of the person's.
    var isSpending: Bool {
        switch self {
        case .exchange, .refresh, .renew: true
        case .lengthen, .profile: false
        }
    }

    var name: String {
        switch self {
        case .exchange: "exchange"
        case .lengthen: "lengthen"
        case .refresh: "refresh"
        case .renew: "renew"
        case .profile: "profile"
        }
    }
}
