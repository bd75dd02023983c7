extension Sample {
    /// Two calls: who somebody is, and once a week, if it can be had, what they tell of themselves.
    static let steps = plain.replacing(
        """
          url: https://api.plain.test/me
          fields:
            id: $.id
            username: $.name
        public: [id, username]
        """,
        with: """
              steps:
                - name: who
                  url: https://api.plain.test/me
                  fields:
                    id: $.id
                    username: $.name
                - name: about
                  every: 7d
                  optional: true
                  url: https://api.plain.test/about
                  fields:
                    fans: {path: $.fans, as: integer}
                    picture: {path: $.picture, as: media_url}
                    born: $.born
            public: [id, username, fans, picture]
            """
    )
}
