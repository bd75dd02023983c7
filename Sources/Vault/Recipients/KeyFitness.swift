internal import Documents
internal import FoundationEssentials

/// Whether files can be encrypted to a key, and until when.
enum KeyFitness: Hashable {
    /// Until the date, or for ever.
    case fit(until: Date?)
    /// Not, and why: one sentence, lower case, no final stop.
    case unfit(reason: String)

    /// Judges a key at a time; a subkey's expiry counts like the primary's.
    init(_ key: RecipientKey, now: Date) {
        if let reason = Self.fault(of: key, now: now) {
            self = .unfit(reason: reason)
            return
        }
        let subkeys = key.parts.filter { $0.canEncrypt && !$0.isOutOfUse }
        guard !subkeys.isEmpty else {
            self = .unfit(reason: "the key has no part that can encrypt")
            return
        }
        let living = subkeys.filter { !Self.isPast($0.expiresAt, now) }
        guard !living.isEmpty else {
            let last = subkeys.compactMap(\.expiresAt).max() ?? now
            self = .unfit(reason: "the key's encryption part expired on \(Self.day(last))")
            return
        }
        // gpg takes whichever part still works: the last to expire decides.
        let isEndless = living.contains { $0.expiresAt == nil }
        let end = isEndless ? nil : living.compactMap(\.expiresAt).max()
        self = .fit(until: [end, key.expiresAt].compactMap(\.self).min())
    }

    private static func fault(of key: RecipientKey, now: Date) -> String? {
        if key.isRevoked { return "the key was revoked" }
        if key.isDisabled { return "the key is disabled in this keyring" }
        if let expiresAt = key.expiresAt, isPast(expiresAt, now) {
            return "the key expired on \(day(expiresAt))"
        }
        return key.isInvalid ? "the key is invalid: gpg can't check its own signature" : nil
    }

    private static func isPast(_ date: Date?, _ now: Date) -> Bool {
        date.map { $0 <= now } ?? false
    }

    static func day(_ date: Date) -> String {
        String(Timestamp.text(date).prefix(10))
    }
}
