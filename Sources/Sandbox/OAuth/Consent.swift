import FoundationEssentials
import HTTPTypes

/// The step where a person allows or denies, by a page or, for tests, at once.
struct Consent: Sendable {
    let world: World

    /// Answers a valid authorization request: the page, or the redirect when already decided.
    ///
    /// Decided means `auto=allow&as=USER` in the query, which is what the page's buttons send, or
    /// the headers `X-Sandbox-Consent` and `X-Sandbox-User`.
    func answer(_ request: AuthorizationRequest, _ call: Call) -> Answer {
        let decision =
            call.query["auto"] ?? HTTPField.Name.consent.flatMap { call.headers[$0] }
        switch decision {
        case "allow": return allow(request, call)
        case "deny": return deny(request)
        default:
            let people = Person.listed(world.settings.people)
            return ConsentPage(request: request, query: call.query, people: people).answer
        }
    }

    private func allow(_ request: AuthorizationRequest, _ call: Call) -> Answer {
        let name =
            call.query["as"] ?? HTTPField.Name.consentingUser.flatMap { call.headers[$0] }
            ?? "alice"
        guard let person = Person(name) else {
            return .html(ErrorPage.text(status: 400), status: 400)
        }
        return request.redirect([("code", issueCode(for: person, request))])
    }

    private func deny(_ request: AuthorizationRequest) -> Answer {
        switch request.provider {
        case .instagram:
            request.redirect([
                ("error", "access_denied"), ("error_reason", "user_denied"),
                ("error_description", "The user denied your request."),
            ])
        case .spotify: request.redirect([("error", "access_denied")])
        case .strict:
            request.redirect([
                ("error", "access_denied"), ("error_description", "The person said no."),
            ])
        }
    }

    /// Enters a code that the person's consent is worth; `age` seconds old already.
    func issueCode(
        for person: Person,
        _ request: AuthorizationRequest,
        age: Double = 0
    ) -> String {
        let length = request.provider == .strict ? 43 : 180
        let code = world.random.token(request.provider == .spotify ? "AQD" : "AQ", length: length)
        let issuedAt = world.clock.now.addingTimeInterval(-age)
        let entry = AuthorizationCode(
            person: person,
            redirectURI: request.redirectURI,
            challenge: request.challenge,
            scopes: request.scopes,
            issuedAt: issuedAt,
            expiresAt: issuedAt.addingTimeInterval(request.codeLife)
        )
        world.book(of: request.provider).update { $0.codes[code] = entry }
        return code
    }
}
