import Documents

/// A connection made to order in a sandbox, in the plain form of a connection file.
struct SeededConnection: Sendable {
    let client: LoopbackClient
    let provider: Provider
    let user: String
    let label: String
    let redirectURI: String

    /// A verifier (RFC 7636) for codes that are to be exchanged later.
    private let verifier: String

    init(
        client: LoopbackClient,
        provider: Provider,
        user: String,
        label: String,
        redirectURI: String
    ) {
        self.client = client
        self.provider = provider
        self.user = user
        self.label = label
        self.redirectURI = redirectURI
        var random = SystemRandomNumberGenerator()
        verifier = SeededRandom(seed: random.next()).token("", length: 64)
    }

    /// Asks the sandbox for what the state needs and writes it down.
    func make(_ state: SeedState) throws(SeedError) -> JSONValue {
        var connection: JSONObject = [
            "provider": .string(provider.rawValue), "label": .string(label), "generation": 1,
        ]
        if state == .freshCode {
            connection["pending_code"] = .object(try code())
        } else {
            let answer = try client.post("/sandbox/grants", .object(order(for: state)))
            var grant = JSONObject()
            for name in [
                "access_token", "refresh_token", "scopes", "authorized_at", "issued_at",
                "access_expires_at", "refresh_expires_at",
            ] {
                grant[name] = answer[name]
            }
            connection["account_id"] = answer["account_id"]
            connection["grant"] = .object(grant)
        }
        return .object(connection)
    }

    private var usesChallenge: Bool { provider != .instagram }

    private func code() throws(SeedError) -> JSONObject {
        var order: JSONObject = [
            "provider": .string(provider.rawValue), "user": .string(user),
            "redirect_uri": .string(redirectURI),
        ]
        if usesChallenge { order["code_challenge"] = .string(CodeChallenge.of(verifier)) }
        let answer = try client.post("/sandbox/codes", .object(order))
        var code: JSONObject = ["redirect_uri": .string(redirectURI)]
        code["code"] = answer["code"]
        if usesChallenge { code["code_verifier"] = .string(verifier) }
        code["received_at"] = answer["issued_at"]
        return code
    }

    private func order(for state: SeedState) -> JSONObject {
        var order = state.order(for: provider)
        order["provider"] = .string(provider.rawValue)
        order["user"] = .string(user)
        return order
    }
}
