package import FoundationEssentials
package import Pipeline
package import Vault

/// The three clocks of a grant, read at one moment (design: access, sliding, absolute life).
package struct GrantClocks: Hashable, Sendable {
    /// When the access token ends; `nil` means it has no end, or none is held.
    package let accessEnd: Date?
    /// When the connection dies unless it is renewed; `nil` means never.
    package let expiresAt: Date?
    /// After this only the person can help; `nil` where no such date is known.
    package let reconnectBy: Date?
    /// An end that no renewal moves: of the consent, or of a token that nothing renews.
    package let finalEnd: Date?
    /// An end that a renewal moves; what it ends is lost unless a run comes before it.
    package let slidingEnd: Date?
    /// When a renewal becomes due; `nil` where there is nothing to renew or no end.
    package let renewalDue: Date?
    /// Before this the provider refuses to renew.
    package let renewableFrom: Date?

    package init(_ grant: Grant, _ pipeline: PipelineDefinition) {
        let absolute = pipeline.lifetimes.absolute?.adding(to: grant.authorizedAt)
        let refresh = pipeline.refresh
        let sliding: Date? =
            switch refresh?.credential {
            case .accessToken: grant.accessExpiresAt
            case .refreshToken where grant.refreshToken != nil: grant.refreshExpiresAt
            case .refreshToken, nil: grant.accessExpiresAt
            }
        accessEnd = grant.accessToken == nil ? nil : grant.accessExpiresAt
        expiresAt = [absolute, sliding].compactMap(\.self).min()
        // A sliding end moves with each renewal, so only what no renewal moves is the person's.
        let renews =
            refresh != nil && (refresh?.credential == .accessToken || grant.refreshToken != nil)
        reconnectBy = renews ? absolute ?? sliding : expiresAt
        // A refresh token that never changes keeps the end that the provider told with it, unless
        // the pipeline says that using it renews its life.
        let isFixed =
            refresh?.credential == .refreshToken && refresh?.rotation == .never
            && pipeline.lifetimes.refresh == nil
        let fixed = renews && !isFixed ? nil : sliding
        finalEnd = [absolute, fixed].compactMap(\.self).min()
        slidingEnd = fixed == nil ? sliding : nil
        renewableFrom = refresh?.minimumAge?.adding(to: grant.issuedAt)
        if renews, let sliding, let window = refresh?.window {
            renewalDue = max(window.subtracting(from: sliding), renewableFrom ?? .distantPast)
        } else {
            renewalDue = nil
        }
    }

    /// When a renewal becomes due on a schedule whose longest gap is known, in seconds.
    ///
    /// Earlier than the pipeline's window where fewer than three gaps would be left, never before
    /// the minimum age.
    package func renewalDue(longestGap: Double?) -> Date? {
        guard let renewalDue, let slidingEnd, let longestGap else { return renewalDue }
        let early = slidingEnd.addingTimeInterval(-longestGap * Self.leastGaps)
        return max(min(renewalDue, early), renewableFrom ?? .distantPast)
    }

    /// So many of the longest gaps must fit before an end (lessons, section 3, row 7).
    package static let leastGaps: Double = 3

    /// The window of a pipeline that names none.
    package static let usualWindow = Span(seconds: 10 * 86_400)

    /// True within the pipeline's window of the end.
    package func needsRefresh(_ pipeline: PipelineDefinition, at now: Date) -> Bool {
        guard let expiresAt else { return false }
        let window = pipeline.refresh?.window ?? Self.usualWindow
        return now >= window.subtracting(from: expiresAt)
    }
}
