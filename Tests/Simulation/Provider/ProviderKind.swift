import FoundationEssentials

/// How a provider treats its grants.
enum ProviderKind: String, CaseIterable, Sendable {
    /// The access token lives 60 days and renews itself, a day old at the earliest: Instagram.
    case sliding
    /// Access for an hour, a refresh token that stays, six months from the consent: Spotify.
    case absolute
    /// Each refresh token works once; a spent one that comes again ends the grant.
    case strict
    /// Each refresh brings a new token; the old one works until the new one is used.
    case grace

    /// Seconds an access token works.
    var accessLife: Double { self == .sliding ? 60 * 86_400 : 3600 }

    /// Seconds a refresh token works unless it is used.
    var refreshLife: Double? { self == .strict || self == .grace ? 90 * 86_400 : nil }

    /// Seconds an authorization code works.
    var codeLife: Double { self == .sliding ? 3600 : 600 }

    /// When a grant ends, whatever is done.
    func absoluteEnd(_ consent: Date) -> Date? {
        // Six calendar months are never more than this.
        self == .absolute ? consent.addingTimeInterval(184 * 86_400) : nil
    }

    var host: String { "\(rawValue).test" }

    /// Its pipeline file.
    var pipeline: String {
        switch self {
        case .sliding:
            head + """
                exchange:
                  steps:
                    - name: short
                      url: https://\(host)/token
                    - name: long
                      method: GET
                      url: https://\(host)/long
                      query: {access_token: "${access_token}"}
                refresh:
                  method: GET
                  url: https://\(host)/renew
                  query: {access_token: "${access_token}"}
                  uses: access_token
                  rotates: never
                  min_age: 24h
                lifetimes: {code: 1h, access: 60d}

                """ + profileInSteps
        case .absolute:
            head + Self.standard(host, rotates: "never")
                + "lifetimes: {access: 1h, absolute: 6mo}\n" + profile
        case .strict, .grace:
            head + Self.standard(host, rotates: "always")
                + "lifetimes: {access: 1h, refresh: 90d}\n" + profile
        }
    }

    private static func standard(_ host: String, rotates: String) -> String {
        """
        exchange:
          url: https://\(host)/token
        refresh:
          url: https://\(host)/token
          rotates: \(rotates)

        """
    }

    private var head: String {
        """
        name: \(rawValue)
        client:
          id: ${env.APP_ID}
          secret: ${env.APP_SECRET}
          redirect_uri: ${env.APP_REDIRECT}
        authorize:
          url: https://\(host)/authorize
          scopes: [read]
          pkce: none

        """
    }

    /// The same in two calls, the second of them seldom.
    private var profileInSteps: String {
        """
        profile:
          every: 6h
          steps:
            - url: https://\(host)/me
              fields:
                id: $.id
                username: $.name
            - name: numbers
              every: 2d
              url: https://\(host)/me
              query: {fields: followers}
              fields:
                followers: {path: $.followers, as: integer}
        public: [id, username, followers]

        """
    }

    private var profile: String {
        """
        profile:
          every: 6h
          url: https://\(host)/me
          fields:
            id: $.id
            username: $.name
            followers: {path: $.followers, as: integer}
        public: [id, username, followers]

        """
    }
}
