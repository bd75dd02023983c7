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

    /// One object, however often a run has the record: in its memory, its work and its report.
    ///
    /// Each property is written out below: a lookup by key path takes a tenth of a microsecond.
    private var facts: Shared<Facts>

    package var key: ConnectionKey {
        get { facts.value.key }
        set { facts.value.key = newValue }
    }
    package var state: ConnectionState {
        get { facts.value.state }
        set { facts.value.state = newValue }
    }
    package var reason: FailureReason? {
        get { facts.value.reason }
        set { facts.value.reason = newValue }
    }
    /// When the state, with this reason, began.
    package var since: Date {
        get { facts.value.since }
        set { facts.value.since = newValue }
    }
    /// The connection's generation this record speaks of.
    package var generation: Int {
        get { facts.value.generation }
        set { facts.value.generation = newValue }
    }
    /// The highest generation of it that a run has seen: above `generation` where the file has gone
    /// back, as a backup that was restored.
    package var newestGeneration: Int {
        get { facts.value.newestGeneration }
        set { facts.value.newestGeneration = newValue }
    }
    /// When the provider first said that the newest grant is gone; a later look confirms it.
    package var evidenceAt: Date? {
        get { facts.value.evidenceAt }
        set { facts.value.evidenceAt = newValue }
    }
    /// When the provider refused to renew a token of this generation that is well: one it found too
    /// young, perhaps.
    package var renewalRefusedAt: Date? {
        get { facts.value.renewalRefusedAt }
        set { facts.value.renewalRefusedAt = newValue }
    }
    package var accountID: String? {
        get { facts.value.accountID }
        set { facts.value.accountID = newValue }
    }
    /// When the person consented.
    package var connectedAt: Date? {
        get { facts.value.connectedAt }
        set { facts.value.connectedAt = newValue }
    }
    /// When the values shown were last learned anew.
    package var lastSync: Date? {
        get { facts.value.lastSync }
        set { facts.value.lastSync = newValue }
    }
    /// When the connection dies unless it is renewed; `nil` means never.
    package var expiresAt: Date? {
        get { facts.value.expiresAt }
        set { facts.value.expiresAt = newValue }
    }
    package var needsRefresh: Bool {
        get { facts.value.needsRefresh }
        set { facts.value.needsRefresh = newValue }
    }
    /// After this only the person can help; `nil` where no such date is known.
    package var reconnectBy: Date? {
        get { facts.value.reconnectBy }
        set { facts.value.reconnectBy = newValue }
    }
    /// An end that no renewal moves; `nil` where there is none.
    package var finalEnd: Date? {
        get { facts.value.finalEnd }
        set { facts.value.finalEnd = newValue }
    }
    /// Scopes asked for and not granted.
    package var missingScopes: [String] {
        get { facts.value.missingScopes }
        _modify { yield &facts.value.missingScopes }
    }
    package var stale: Staleness? {
        get { facts.value.stale }
        set { facts.value.stale = newValue }
    }
    /// Fields and collections that came back empty all of a sudden, and since when: their last good
    /// values are shown until a later run sees the same.
    package var doubted: [String: Date] {
        get { facts.value.doubted }
        _modify { yield &facts.value.doubted }
    }
    /// The provider asked to be left alone until then; never more than a day ahead.
    package var retryAt: Date? {
        get { facts.value.retryAt }
        set { facts.value.retryAt = newValue }
    }
    package var profile: JSONObject {
        get { facts.value.profile }
        _modify { yield &facts.value.profile }
    }
    /// Collections by name, each an array of allow-listed items.
    package var collections: JSONObject {
        get { facts.value.collections }
        _modify { yield &facts.value.collections }
    }

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
        facts = Shared(
            Facts(
                key: key,
                state: state,
                reason: reason,
                since: since,
                generation: generation,
                newestGeneration: max(generation, newestGeneration ?? 0),
                evidenceAt: evidenceAt,
                renewalRefusedAt: renewalRefusedAt,
                accountID: accountID,
                connectedAt: connectedAt,
                lastSync: lastSync,
                expiresAt: expiresAt,
                needsRefresh: needsRefresh,
                reconnectBy: reconnectBy,
                finalEnd: finalEnd,
                missingScopes: missingScopes,
                stale: stale,
                doubted: doubted,
                retryAt: retryAt,
                profile: profile,
                collections: collections
            )
        )
    }

    /// The values of the properties, which say what they are.
    private struct Facts: Hashable {
        var key: ConnectionKey
        var state: ConnectionState
        var reason: FailureReason?
        var since: Date
        var generation: Int
        var newestGeneration: Int
        var evidenceAt: Date?
        var renewalRefusedAt: Date?
        var accountID: String?
        var connectedAt: Date?
        var lastSync: Date?
        var expiresAt: Date?
        var needsRefresh: Bool
        var reconnectBy: Date?
        var finalEnd: Date?
        var missingScopes: [String]
        var stale: Staleness?
        var doubted: [String: Date]
        var retryAt: Date?
        var profile: JSONObject
        var collections: JSONObject
    }
}
