internal import Synchronization

/// Every secret a run has held, and the last gate before anything is published.
///
/// The gate finds a secret as it is, percent-encoded, JSON-escaped, both, and inside base64 in
/// either alphabet at any alignment. A secret of 4 to 7 bytes would turn up in any text by chance,
/// so it is found only where it is a whole quoted string or a whole form value; a shorter one is
/// never found.
package final class SecretLedger: Sendable {
    private struct Holdings {
        var secrets: Set<Secret> = []
        var index = SecretIndex()
    }

    private let holdings = Mutex(Holdings())
    private let onFirstHold: @Sendable (Secret) -> Void

    /// - Parameter onFirstHold: Called once for each new secret, before `hold` returns to anybody
    ///   who holds the same one. Must not call the ledger.
    package init(onFirstHold: @escaping @Sendable (Secret) -> Void = { _ in }) {
        self.onFirstHold = onFirstHold
    }

    /// Remembers a secret for the rest of the run; an empty one is none.
    package func hold(_ secret: Secret) {
        guard !secret.isEmpty, !holdings.withLock({ $0.secrets.contains(secret) }) else { return }
        let entry = SecretIndex.Entry(secret.reveal())
        holdings.withLock { holdings in
            guard holdings.secrets.insert(secret).inserted else { return }
            holdings.index.insert(entry)
            onFirstHold(secret)
        }
    }

    /// How many secrets are held.
    package var count: Int { holdings.withLock { $0.secrets.count } }

    /// Whether any secret held so far is in the bytes, in any of the forms above.
    ///
    /// The time is that of a few passes over the bytes, however many secrets are held.
    package func find(in bytes: [UInt8]) -> Bool {
        let forms = TextForms(bytes).all
        // Within the lock, for a copy of the index would be one of all of it as soon as it changes.
        return holdings.withLock { $0.index.find(in: forms) }
    }
}
