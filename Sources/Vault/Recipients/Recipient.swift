internal import FoundationEssentials

/// A name of `.gpg-id` and the one key it stands for.
struct Recipient: Hashable, Sendable {
    let name: String
    let key: RecipientKey

    /// Picks the one key of those a name matches that can be encrypted to, or refuses by name.
    init(_ name: String, among keys: [RecipientKey], now: Date) throws(VaultError) {
        let fit = keys.filter { key in
            if case .fit = KeyFitness(key, now: now) { true } else { false }
        }
        guard let key = fit.first else {
            throw .recipient(name: name, reason: Self.refusal(of: keys, now: now))
        }
        guard fit.count == 1 else {
            let fingerprints = fit.map(\.fingerprint).joined(separator: " and ")
            throw .recipient(
                name: name,
                reason: "it stands for \(fit.count) keys, \(fingerprints): name one by fingerprint"
            )
        }
        self.name = name
        self.key = key
    }

    private static func refusal(of keys: [RecipientKey], now: Date) -> String {
        let reasons = keys.compactMap { key in
            if case .unfit(let reason) = KeyFitness(key, now: now) { reason } else { nil }
        }
        return reasons.first ?? "the keyring has no such key: import it with gpg --import"
    }
}
