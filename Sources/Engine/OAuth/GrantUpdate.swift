package import FoundationEssentials
package import Pipeline
package import Vault

/// How a token answer changes a grant.
///
/// Pure: empty never replaces full, and a refresh touches token fields only.
package enum GrantUpdate {
    /// The grant that a finished exchange gives.
    ///
    /// - Parameters:
    ///   - answers: The answers of all steps, in order; a later one's values win.
    ///   - pipeline: States lifetimes where the answers don't.
    ///   - extra: Values copied from the callback.
    ///   - consent: When the code was received: the absolute life counts from here.
    ///   - now: When the last answer came.
    /// - Returns: `nil` when no answer holds an access token.
    package static func exchanged(
        _ answers: [TokenResponse],
        _ pipeline: PipelineDefinition,
        extra: [String: Secret],
        consent: Date,
        now: Date
    ) -> (grant: Grant, accountID: String?)? {
        // A later step may bring no token of its own; the newest there is, with its end, counts.
        guard let last = answers.last(where: { $0.accessToken != nil }),
            let access = last.accessToken
        else { return nil }
        let refresh = answers.compactMap(\.refreshToken).last
        let refreshEnd = answers.reversed().first { $0.refreshToken != nil }?.refreshExpiry
            .end(lifetime: pipeline.lifetimes.refresh, from: now)
        let grant = Grant(
            accessToken: access,
            refreshToken: refresh,
            scopes: answers.compactMap(\.scopes).last
                ?? pipeline.authorize.scopes.map(\.name).sorted(),
            authorizedAt: consent,
            issuedAt: now,
            accessExpiresAt: last.accessExpiry.end(lifetime: pipeline.lifetimes.access, from: now),
            refreshExpiresAt: refresh == nil ? nil : refreshEnd,
            extra: answers.reduce(into: extra) { $0.merge($1.extra) { _, new in new } }
        )
        return (grant, answers.compactMap(\.accountID).last)
    }

    /// The grant after a refresh; `nil` when the answer holds no access token.
    package static func refreshed(
        _ old: Grant,
        by answer: TokenResponse,
        _ pipeline: PipelineDefinition,
        now: Date
    ) -> Grant? {
        guard let access = answer.accessToken else { return nil }
        var grant = old
        grant.accessToken = access
        grant.refreshToken = answer.refreshToken ?? old.refreshToken
        grant.issuedAt = now
        grant.accessExpiresAt = answer.accessExpiry.end(
            lifetime: pipeline.lifetimes.access,
            from: now
        )
        if case .untold = answer.refreshExpiry {
            // Using a refresh token renews its sliding life where the pipeline states one.
            if grant.refreshToken != nil, let life = pipeline.lifetimes.refresh {
                grant.refreshExpiresAt = life.adding(to: now)
            }
        } else {
            grant.refreshExpiresAt = answer.refreshExpiry.end(lifetime: nil, from: now)
        }
        if let scopes = answer.scopes, !scopes.isEmpty { grant.scopes = scopes }
        grant.extra.merge(answer.extra) { _, new in new }
        return grant
    }

    /// The most an access token may live and still be fetched, used and forgotten, in seconds.
    static let forgettable: Double = 12 * 3600

    /// The grant as it belongs in the vault: a short-lived access token beside a refresh token
    /// that need not be written is left out.
    package static func forVault(_ grant: Grant, replacing old: Grant?, now: Date) -> Grant {
        guard let end = grant.accessExpiresAt, grant.refreshToken != nil,
            grant.refreshToken == old?.refreshToken,
            end.timeIntervalSince(now) <= forgettable
        else { return grant }
        var kept = grant
        kept.accessToken = old?.accessToken
        kept.accessExpiresAt = old?.accessExpiresAt
        kept.issuedAt = old?.issuedAt ?? grant.issuedAt
        // A sliding end that moved by less than a tenth of what is left is not worth a rewrite.
        if let before = old?.refreshExpiresAt, let after = grant.refreshExpiresAt,
            after >= before,
            after.timeIntervalSince(before) < after.timeIntervalSince(now) / 10
        {
            kept.refreshExpiresAt = before
        }
        return kept
    }
}
