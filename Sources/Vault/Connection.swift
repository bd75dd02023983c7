package import FoundationEssentials

/// One user's link to one account at one provider.
package struct Connection: Sendable, Hashable {
    /// The provider's key: `instagram`.
    package var provider: String
    /// Tells several accounts at one provider apart; `default` unless chosen.
    package var label: String
    /// The account's id at the provider, as exact text, once known.
    package var accountID: String?
    package var grant: Grant?
    /// An authorization that was begun and whose callback has not come yet.
    package var pendingAuthorization: PendingAuthorization?
    /// A code that waits to be exchanged.
    package var pendingCode: PendingCode?
    /// What the code sent last was; kept so that it is never sent again.
    package var spentCode: SpentCode?
    /// Grows with every change of the grant or the code, never shrinks.
    package var generation: Int
    /// What the pipeline's `parameters` ask for: a Mastodon host, a client secret of an instance.
    package var parameters: [String: Secret]
    /// When the person disconnected it; the record is kept.
    package var disconnectedAt: Date?

    package init(
        provider: String,
        label: String = Connection.defaultLabel,
        accountID: String? = nil,
        grant: Grant? = nil,
        pendingAuthorization: PendingAuthorization? = nil,
        pendingCode: PendingCode? = nil,
        spentCode: SpentCode? = nil,
        generation: Int = 0,
        parameters: [String: Secret] = [:],
        disconnectedAt: Date? = nil
    ) {
        self.provider = provider
        self.label = label
        self.accountID = accountID
        self.grant = grant
        self.pendingAuthorization = pendingAuthorization
        self.pendingCode = pendingCode
        self.spentCode = spentCode
        self.generation = generation
        self.parameters = parameters
        self.disconnectedAt = disconnectedAt
    }
}
