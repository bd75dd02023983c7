/// Status files as a run writes them.
enum SampleStatus {
    static let user = #"""
        {"ok":true,"schema":"latchkey/integrations/1","integrations":{
        "spotify":{"status":"degraded","connections":[{"provider":"spotify","label":"default",
        "status":"degraded","since":"2026-11-24T10:00:00Z","generation":3,"needsRefresh":false,
        "expiresAt":"2027-05-01T10:00:00Z","connectedAt":"2026-11-01T10:00:00Z",
        "lastSync":"2026-11-24T09:00:00Z","reason":"rate_limited","message":"m",
        "retryAt":"2026-11-24T12:10:00Z","evidenceAt":"2026-11-24T10:30:00Z",
        "reconnectBy":"2027-05-01T10:00:00Z","stale":{"reason":"rate_limited",
        "since":"2026-11-24T10:00:00Z"},"missingScopes":["a"],
        "profile":{"id":"1","followers":12},"collections":{"media":[{"id":"1"}]}}]},
        "instagram":{"status":"connected","connections":[{"provider":"instagram",
        "label":"default","status":"in_doubt","reason":"answer_lost",
        "since":"2026-11-24T10:00:00Z","generation":3,"profile":{}}]}},
        "file":{"status":"locked","reason":"file_locked","since":"2026-11-24T10:00:00Z"}}
        """#

    static let heartbeat = #"""
        {"schema":"latchkey/heartbeat/1","dataThrough":"2026-11-24T11:00:00Z","connections":2}
        """#
}
