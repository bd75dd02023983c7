package import Documents
package import FoundationEssentials
package import Pipeline

/// What is known of one connection and may be shown: the next run's memory and the snapshot's
/// content.
///
/// Holds no secret by construction: only allow-listed fields enter `profile`.
package struct ConnectionRecord: Hashable, Sendable {
    /// Values shown are no longer fresh.
    package struct Staleness: Hashable, Sendable {
        package var reason: FailureReason
        package var since: Date

        package init(reason: FailureReason, since: Date) {
            self.reason = reason
            self.since = since
        }
    }

    package var key: ConnectionKey
    package var state: ConnectionState
    package var reason: FailureReason?
    /// When the state, with this reason, began.
    package var since: Date
    /// The connection's generation this record speaks of.
    package var generation: Int
    /// The highest generation of it that a run has seen: above `generation` where the file has gone
    /// back, as a backup that was restored.
    package var newestGeneration: Int
    /// When the provider first said that the newest grant is gone; a later look confirms it.
    package var evidenceAt: Date?
    /// When the provider refused to renew a token of this generation that is well: one it found too
    /// young, perhaps.
    package var renewalRefusedAt: Date?
    package var accountID: String?
    /// When the person consented.
    package var connectedAt: Date?
    /// When the values shown were last learned anew.
    package var lastSync: Date?
    /// When the connection dies unless it is renewed; `nil` means never.
    package var expiresAt: Date?
    package var needsRefresh: Bool
    /// After this only the person can help; `nil` where no such date is known.
    package var reconnectBy: Date?
    /// An end that no renewal moves; `nil` where there is none.
    package var finalEnd: Date?
    /// Scopes asked for and not granted.
    package var missingScopes: [String]
    package var stale: Staleness?
    /// Fields and collections that came back empty all of a sudden, and since when: their last good
    /// values are shown until a later run sees the same.
    package var doubted: [String: Date]
    /// The provider asked to be left alone until then; never more than a day ahead.
    package var retryAt: Date?
    package var profile: JSONObject
    /// Collections by name, each an array of allow-listed items.
    package var collections: JSONObject

    package init(
        key: ConnectionKey,
        state: ConnectionState,
        reason: FailureReason? = nil,
        since: Date,
        generation: Int = 0,
        newestGeneration: Int? = nil,
        evidenceAt: Date? = nil,
        renewalRefusedAt: Date? = nil,
        accountID: String? = nil,
        connectedAt: Date? = nil,
        lastSync: Date? = nil,
        expiresAt: Date? = nil,
        needsRefresh: Bool = false,
        reconnectBy: Date? = nil,
        finalEnd: Date? = nil,
        missingScopes: [String] = [],
        stale: Staleness? = nil,
        doubted: [String: Date] = [:],
        retryAt: Date? = nil,
        profile: JSONObject = [:],
        collections: JSONObject = [:]
    ) {
        self.key = key
        self.state = state
        self.reason = reason
        self.since = since
        self.generation = generation
        self.newestGeneration = max(generation, newestGeneration ?? 0)
        self.evidenceAt = evidenceAt
        self.renewalRefusedAt = renewalRefusedAt
        self.accountID = accountID
        self.connectedAt = connectedAt
        self.lastSync = lastSync
        self.expiresAt = expiresAt
        self.needsRefresh = needsRefresh
        self.reconnectBy = reconnectBy
        self.finalEnd = finalEnd
        self.missingScopes = missingScopes
        self.stale = stale
        self.doubted = doubted
        self.retryAt = retryAt
        self.profile = profile
        self.collections = collections
    }
}
