package import Documents
package import FoundationEssentials
package import JOSE

/// The private keys behind invitations and the inbox, and the invitations that were taken back.
package struct InboxKeys: Sendable {
    /// What signs invitations, the newest first.
    package var signing: [AgedKey<SigningKey>]
    /// What opens messages, the newest first.
    package var sealing: [AgedKey<SealingKey>]
    package var revocations: [InvitationRevocation]

    package init(
        signing: [AgedKey<SigningKey>] = [],
        sealing: [AgedKey<SealingKey>] = [],
        revocations: [InvitationRevocation] = []
    ) {
        self.signing = signing
        self.sealing = sealing
        self.revocations = revocations
    }

    /// Fresh ones.
    package static func make(now: Date) -> Self {
        Self(
            signing: [AgedKey(key: SigningKey(), madeAt: now)],
            sealing: [AgedKey(key: SealingKey(), madeAt: now)]
        )
    }

    /// What signs now.
    package var signer: SigningKey? { signing.first { $0.endsAt == nil }?.key }

    /// What messages are to be sealed to now.
    package var receiver: SealingKey? { sealing.first { $0.endsAt == nil }?.key }

    /// The keys whose signatures count.
    package func verifiers(at now: Date) -> [SigningKey] {
        signing.filter { $0.counts(at: now) }.map(\.key)
    }

    /// The key that a message names, where it still counts.
    package func opener(_ id: String, at now: Date) -> SealingKey? {
        sealing.first { $0.key.id == id && $0.counts(at: now) }?.key
    }

    /// Puts fresh keys in the place of those in use, which count for `grace` more seconds, and drops
    /// those that count no longer.
    package mutating func rotate(grace: TimeInterval, now: Date) {
        let end = now.addingTimeInterval(grace)
        for index in signing.indices {
            signing[index].endsAt = min(signing[index].endsAt ?? end, end)
        }
        for index in sealing.indices {
            sealing[index].endsAt = min(sealing[index].endsAt ?? end, end)
        }
        let fresh = Self.make(now: now)
        signing = fresh.signing + signing.filter { $0.counts(at: now) }
        sealing = fresh.sealing + sealing.filter { $0.counts(at: now) }
    }

    /// Takes invitations back, and drops revocations that nothing needs any more.
    package mutating func revoke(_ revocation: InvitationRevocation, now: Date) {
        revocations.removeAll { $0.until <= now || $0 == revocation }
        revocations.append(revocation)
    }

    package func isRevoked(_ invitation: Invitation) -> Bool {
        revocations.contains { $0.covers(invitation) }
    }

    /// The public halves of the keys that check invitations, for `keys.json`.
    package func publicSigning(at now: Date) -> [JSONValue] {
        verifiers(at: now).map(\.publicJWK)
    }
}
