internal import FoundationEssentials
internal import JOSE

extension InboxKeys {
    /// What two clones know together: every key, each with its earlier end, every revocation.
    ///
    /// The same whichever side is called ours. Of two keys in use the newer one stays so.
    package func united(with other: Self) -> Self {
        var revoked = Set(revocations)
        revoked.formUnion(other.revocations)
        return Self(
            signing: Self.united(signing + other.signing, \.id),
            sealing: Self.united(sealing + other.sealing, \.id),
            revocations: revoked.sorted { Self.order(of: $0) < Self.order(of: $1) }
        )
    }

    private static func united<Key>(
        _ keys: [AgedKey<Key>],
        _ id: (Key) -> String
    ) -> [AgedKey<Key>] {
        var united: [String: AgedKey<Key>] = [:]
        for key in keys {
            guard let known = united[id(key.key)] else {
                united[id(key.key)] = key
                continue
            }
            if let end = key.endsAt {
                united[id(key.key)]?.endsAt = min(known.endsAt ?? end, end)
            }
        }
        return united.values.sorted {
            ($1.madeAt, id($1.key)) < ($0.madeAt, id($0.key))
        }
    }

    private static func order(of revocation: InvitationRevocation) -> (Date, String) {
        let subject =
            switch revocation.subject {
            case .invitation(let id): id
            case .user(let user, let end): "\(user) \(end.timeIntervalSince1970)"
            }
        return (revocation.until, subject)
    }
}
