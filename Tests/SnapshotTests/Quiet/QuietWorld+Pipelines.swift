extension QuietWorld {
    /// Providers with different clocks: a token that renews itself, a consent that ends, one that
    /// nothing renews, and no data at all.
    static let pipelines = ["long": long, "short": short, "bare": bare, "fleeting": fleeting]

    private static func head(_ name: String) -> String {
        """
        name: \(name)
        client:
          id: ${env.ID}
          secret: ${env.SECRET}
          redirect_uri: ${env.BACK}
        authorize: {url: https://id.\(name).test/authorize, scopes: [read]}
        exchange: {url: https://id.\(name).test/token}

        """
    }

    private static let long =
        head("long") + """
            refresh:
              {url: "https://id.long.test/token", method: GET, uses: access_token, rotates: never,
               min_age: 24h, query: {grant_type: renew, access_token: "${access_token}"}}
            lifetimes: {access: 60d}
            profile:
              every: 6h
              url: https://api.long.test/me
              fields: {id: $.id, username: $.username, followers: {path: $.followers, as: integer}}
            public: [id, username, followers]

            """

    private static let short =
        head("short") + """
            refresh: {url: "https://id.short.test/token", rotates: sometimes}
            lifetimes: {access: 1h, absolute: 6mo}
            profile:
              every: 1d
              url: https://api.short.test/me
              fields: {id: $.id, username: $.username}
            public: [id, username]

            """

    private static let bare =
        head("bare") + """
            refresh: {url: "https://id.bare.test/token", rotates: always}
            lifetimes: {access: 20d, refresh: 45d}

            """

    private static let fleeting =
        head("fleeting") + """
            lifetimes: {access: 40d}
            profile:
              every: 12h
              steps:
                - {url: "https://api.fleeting.test/me", fields: {id: $.id}}
                - name: numbers
                  every: 2d
                  url: https://api.fleeting.test/numbers
                  fields: {followers: {path: $.followers, as: integer}}
            public: [id, followers]

            """
}
