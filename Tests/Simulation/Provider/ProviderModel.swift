import FoundationEssentials

/// All providers of a world, and the truth: which grants live, and what each token is worth.
struct ProviderModel: Sendable {
    struct Code: Sendable {
        let grant: Int
        let issued: Date
        /// How often the code itself was looked at.
        var seen = 0
    }

    private(set) var grants: [Int: GrantModel] = [:]
    private(set) var codes: [String: Code] = [:]
    private var owners: [String: Int] = [:]
    private var numbers = 0
    /// Followers by account: what profiles tell.
    var followers: [Account: Int] = [:]
    /// Accounts whose name repeats the token it was asked with.
    var echoes: Set<Account> = []

    /// The mark that every secret carries, so that one can be found anywhere.
    static let mark = "zq7secret"

    private mutating func mint(_ kind: String) -> String {
        numbers += 1
        return "\(Self.mark)-\(kind)-\(numbers)-\(numbers &* 7919 % 104_729)"
    }

    /// A person consents; the code is on its way.
    mutating func consent(_ account: Account, at now: Date) -> String {
        numbers += 1
        let id = numbers
        grants[id] = GrantModel(id: id, account: account, consentedAt: now)
        let code = mint("code")
        codes[code] = Code(grant: id, issued: now)
        owners[code] = id
        return code
    }

    /// A person takes a consent back; every one the account ever gave.
    mutating func revoke(_ account: Account, at now: Date) {
        for (id, grant) in grants where grant.account == account && grant.end == nil {
            grants[id]?.end = (.revoked, now)
        }
    }

    /// The grant a code or token belongs to.
    func owner(_ credential: String) -> GrantModel? {
        owners[credential].flatMap { grants[$0] }
    }

    func grant(_ id: Int) -> GrantModel? { grants[id] }

    mutating func noteLie(_ id: Int, _ lied: Bool) { grants[id]?.wasLiedAbout = lied }

    /// Whether a credential that a vault holds would bring new tokens; changes nothing.
    func accepts(_ credential: String, at now: Date) -> Bool {
        guard let grant = owner(credential), end(of: grant, at: now) == nil else { return false }
        if let access = grant.access[credential] { return !access.isShort && now < access.end }
        return credential == grant.refresh || credential == grant.previous
    }

    /// When what a vault holds stops bringing new tokens, if it is left alone.
    func endOfLife(_ credential: String) -> Date? {
        guard let grant = owner(credential) else { return nil }
        let own = grant.access[credential]?.end ?? grant.refreshEnd
        return [own, grant.account.kind.absoluteEnd(grant.consentedAt)]
            .compactMap(\.self).min()
    }

    /// Why a grant is over, its own clocks included.
    func end(of grant: GrantModel, at now: Date) -> (cause: GrantModel.End, at: Date)? {
        if let end = grant.end { return end }
        if let end = grant.account.kind.absoluteEnd(grant.consentedAt), now >= end {
            return (.absolute, end)
        }
        if let end = grant.refreshEnd, now >= end { return (.lapsed, end) }
        return nil
    }

    mutating func answer(_ call: ProviderCall, at now: Date) -> ProviderAnswer {
        guard let id = owners[call.credential], let grant = grants[id] else {
            if case .profile = call { return .refusal("invalid_token", status: 401) }
            return .refusal("invalid_grant")
        }
        let isOver = end(of: grant, at: now) != nil
        switch call {
        case .exchange(let code): return exchange(code, grant, isOver, now)
        case .lengthen(let access):
            guard let token = grant.access[access], token.isShort, now < token.end, !isOver else {
                return .refusal("invalid_grant")
            }
            return access60(id, now)
        case .renew(let access):
            guard let token = grant.access[access], !token.isShort, now < token.end, !isOver else {
                return .refusal("invalid_grant")
            }
            guard now >= token.issued.addingTimeInterval(86_400) else {
                return .refusal("too_young")
            }
            return access60(id, now)
        case .refresh(let token): return refresh(token, grant, isOver, now)
        case .profile(let access):
            guard let token = grant.access[access], now < token.end else {
                return .refusal("invalid_token", status: 401)
            }
            // Hourly tokens outlive a revocation; a long one does not.
            if isOver, grant.account.kind == .sliding || grant.end?.cause != .revoked {
                return .refusal("invalid_token", status: 401)
            }
            return profile(grant.account, access)
        }
    }

    private mutating func exchange(_ code: String, _ grant: GrantModel, _ isOver: Bool, _ now: Date)
        -> ProviderAnswer
    {
        codes[code]?.seen += 1
        guard let known = codes[code], known.seen == 1, !isOver,
            now < known.issued.addingTimeInterval(grant.account.kind.codeLife)
        else { return .refusal("invalid_grant") }
        if grant.account.kind == .sliding {
            let token = mint("short")
            owners[token] = grant.id
            grants[grant.id]?.access[token] = .init(
                issued: now,
                end: now.addingTimeInterval(3600),
                isShort: true
            )
            return ProviderAnswer(
                status: 200,
                body: #"{"access_token":"\#(token)","expires_in":3600}"#,
                brings: token
            )
        }
        return tokens(grant.id, now, new: true)
    }

    private mutating func refresh(
        _ token: String,
        _ grant: GrantModel,
        _ isOver: Bool,
        _ now: Date
    ) -> ProviderAnswer {
        if isOver { return .refusal("invalid_grant") }
        if token == grant.refresh {
            switch grant.account.kind {
            case .strict:
                grants[grant.id]?.spent.insert(token)
                return tokens(grant.id, now, new: true)
            case .grace:
                if let old = grant.previous { grants[grant.id]?.spent.insert(old) }
                grants[grant.id]?.previous = token
                return tokens(grant.id, now, new: true)
            case .absolute, .sliding:
                return tokens(grant.id, now, new: false)
            }
        }
        if token == grant.previous {
            // The newest never arrived: it is given up for another one.
            if let lost = grant.refresh { grants[grant.id]?.spent.insert(lost) }
            return tokens(grant.id, now, new: true)
        }
        if grant.spent.contains(token) { grants[grant.id]?.end = (.reuse, now) }
        return .refusal("invalid_grant")
    }

    private mutating func tokens(_ id: Int, _ now: Date, new: Bool) -> ProviderAnswer {
        guard let kind = grants[id]?.account.kind else { return .refusal("invalid_grant") }
        let access = mint("access")
        owners[access] = id
        forgetOldAccess(id, now)
        grants[id]?.access[access] = .init(
            issued: now,
            end: now.addingTimeInterval(kind.accessLife)
        )
        var body = #""access_token":"\#(access)","expires_in":\#(Int(kind.accessLife))"#
        var brings: String?
        if new {
            let token = mint("refresh")
            owners[token] = id
            grants[id]?.refresh = token
            body += #","refresh_token":"\#(token)""#
            brings = token
        }
        grants[id]?.refreshEnd = kind.refreshLife.map { now.addingTimeInterval($0) }
        return ProviderAnswer(status: 200, body: "{\(body)}", brings: brings)
    }

    private mutating func access60(_ id: Int, _ now: Date) -> ProviderAnswer {
        let token = mint("long")
        owners[token] = id
        forgetOldAccess(id, now)
        let life = ProviderKind.sliding.accessLife
        grants[id]?.access[token] = .init(issued: now, end: now.addingTimeInterval(life))
        return ProviderAnswer(
            status: 200,
            body: #"{"access_token":"\#(token)","expires_in":\#(Int(life))}"#,
            brings: token
        )
    }

    private mutating func forgetOldAccess(_ id: Int, _ now: Date) {
        for (token, access) in grants[id]?.access ?? [:] where access.end < now {
            grants[id]?.access[token] = nil
            owners[token] = nil
        }
    }

    private func profile(_ account: Account, _ access: String) -> ProviderAnswer {
        let name = echoes.contains(account) ? access : account.user
        return ProviderAnswer(
            status: 200,
            body: #"{"id":"\#(account.user)-1","name":"\#(name)","followers":"#
                + "\(followers[account] ?? 0)}"
        )
    }
}
