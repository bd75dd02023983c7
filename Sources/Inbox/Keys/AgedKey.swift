package import FoundationEssentials

/// A private key with its times.
package struct AgedKey<Key: Sendable>: Sendable {
    package var key: Key
    package var madeAt: Date
    /// From then on it is used for nothing; `nil` for the key in use.
    package var endsAt: Date?

    package init(key: Key, madeAt: Date, endsAt: Date? = nil) {
        self.key = key
        self.madeAt = madeAt
        self.endsAt = endsAt
    }

    /// Whether it still counts, in use or replaced a short time ago.
    package func counts(at now: Date) -> Bool {
        endsAt.map { now < $0 } ?? true
    }
}
