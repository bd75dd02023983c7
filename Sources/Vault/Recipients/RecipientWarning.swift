package import FoundationEssentials

/// A recipient whose key works today and will not for long.
package struct RecipientWarning: Hashable, Sendable {
    /// As `.gpg-id` names it.
    package var name: String
    package var fingerprint: String
    package var expiresAt: Date

    /// How long before it ends a key is warned about: 60 days, in seconds.
    package static let notice: TimeInterval = 60 * 86400

    /// `nil` for a key that works longer than the notice.
    init?(_ recipient: Recipient, now: Date) {
        guard case .fit(let end?) = KeyFitness(recipient.key, now: now),
            end < now.addingTimeInterval(Self.notice)
        else { return nil }
        name = recipient.name
        fingerprint = recipient.key.fingerprint
        expiresAt = end
    }

    /// The warning for people: one sentence, lower case, no final stop.
    package var sentence: String {
        "the key of recipient \(name) expires on \(KeyFitness.day(expiresAt)): \(advice)"
    }

    /// What to do about it.
    package var advice: String {
        "extend it (gpg --quick-set-expire \(fingerprint) 2y, then the same with '*' added) "
            + "or name another in .gpg-id and run latchkey rekey"
    }
}
