import Documents
import HTTPTypes

/// `graph.instagram.com`: tokens that renew themselves, the profile, media and their pages.
struct InstagramGraph: Sendable {
    private let world: World
    private let tokens: InstagramTokens
    private let profile: InstagramProfile
    private let media: InstagramMedia

    init(world: World) {
        self.world = world
        tokens = InstagramTokens(world: world)
        profile = InstagramProfile(world: world)
        media = InstagramMedia(world: world)
    }

    func answer(_ call: Call) -> Answer {
        let usage = world.instagramCalls.count(at: world.clock.now)
        let (endpoint, parts) = Self.route(call.path)
        var account: InstagramAccount?
        var minutes = 0
        var answer: Answer
        do throws(GraphError) {
            if usage.isExceeded { throw GraphError.appLimit }
            answer = try dispatch(call, endpoint, parts, &account)
        } catch {
            minutes = error.minutesToRegain ?? 0
            answer = error.answer(trace: world.random.token("A", length: 22))
        }
        let percent = minutes > 0 ? 100 : usage.percent
        answer =
            answer.at(endpoint)
            .with(.appUsage, Self.counts(usage.percent) + "}")
        guard let account else { return answer }
        return answer.with(
            .businessUsage,
            "{\"\(account.accountID)\":[{\"type\":\"instagram\","
                + Self.counts(percent).dropFirst()
                + ",\"estimated_time_to_regain_access\":\(minutes)}]}"
        )
    }

    private func dispatch(
        _ call: Call,
        _ endpoint: String,
        _ parts: [Substring],
        _ account: inout InstagramAccount?
    ) throws(GraphError) -> Answer {
        guard call.method == .get else {
            throw GraphError.unsupported(call.method.rawValue)
        }
        switch endpoint {
        case "/access_token": return try tokens.exchange(call)
        case "/refresh_access_token": return try tokens.refresh(call)
        default: break
        }
        let grant = try tokens.holder(of: call, account: &account)
        let own = InstagramAccount(grant.person)
        guard let first = parts.first else { throw GraphError.missingObject("") }
        let isOwn = first == "me" || Int(first) == own.accountID || Int(first) == own.scopedID
        switch (endpoint, isOwn) {
        case ("/me", true), ("/{id}", true): return try profile.answer(call, own)
        case ("/me/media", true), ("/{id}/media", true): return try media.list(call, own)
        case ("/{id}", false): return try media.item(call, own, id: String(first))
        default: throw GraphError.missingObject(String(first))
        }
    }

    /// The endpoint's name in the log, and the path's parts behind an optional version.
    private static func route(_ path: Substring) -> (endpoint: String, parts: [Substring]) {
        var parts = path.split(separator: "/")
        if let first = parts.first, first.first == "v", first.dropFirst().first?.isNumber == true {
            parts.removeFirst()
        }
        switch parts.count {
        case 1 where parts[0] == "access_token": return ("/access_token", parts)
        case 1 where parts[0] == "refresh_access_token": return ("/refresh_access_token", parts)
        case 1: return (parts[0] == "me" ? "/me" : "/{id}", parts)
        case 2 where parts[1] == "media":
            return (parts[0] == "me" ? "/me/media" : "/{id}/media", parts)
        default: return ("(unknown)", parts)
        }
    }

    /// An open JSON object of usage in percent.
    private static func counts(_ percent: Int) -> String {
        "{\"call_count\":\(percent),\"total_cputime\":\(percent / 2),\"total_time\":\(percent / 2)"
    }
}
