import FoundationEssentials

/// All codes, grants and tokens of one provider.
struct GrantLedger: Sendable {
    var codes: [String: AuthorizationCode] = [:]
    private(set) var grants: [SandboxGrant] = []
    var accessTokens: [String: AccessToken] = [:]
    var refreshTokens: [String: RefreshToken] = [:]
    private var grantsByName: [String: [Int]] = [:]

    /// Enters a new grant and tells its number.
    mutating func open(
        _ person: Person,
        scopes: [String],
        authorizedAt: Date,
        isPublicClient: Bool = false
    ) -> Int {
        let id = grants.count
        grants.append(
            SandboxGrant(
                id: id,
                person: person,
                scopes: scopes,
                authorizedAt: authorizedAt,
                isPublicClient: isPublicClient
            )
        )
        grantsByName[person.name, default: []].append(id)
        return id
    }

    /// The grant of that number; `nil` when there is none.
    subscript(id: Int) -> SandboxGrant? {
        get { grants.indices.contains(id) ? grants[id] : nil }
        set { if let newValue, grants.indices.contains(id) { grants[id] = newValue } }
    }

    /// The grants of a person, oldest first.
    func grants(of person: Person) -> [SandboxGrant] {
        (grantsByName[person.name] ?? []).compactMap { self[$0] }
    }

    /// What is known of a code that a client comes with; the visit is counted.
    mutating func present(_ code: String) -> AuthorizationCode? {
        codes[code]?.presentations += 1
        return codes[code]
    }

    /// Ends a grant for good because something that may be used once was used twice.
    mutating func killForReuse(_ id: Int) {
        self[id]?.condition = .revoked
        self[id]?.isKilledByReuse = true
    }
}
