package import FoundationEssentials

/// A provider, or an account at it, that is to be left alone for a while.
package struct LimitHold: Hashable, Sendable {
    package var key: LimitKey
    package var until: Date
    /// True where the provider refuses calls; false where only a margin is kept free, and tokens may
    /// still be renewed.
    package var isHard: Bool

    package init(key: LimitKey, until: Date, isHard: Bool) {
        self.key = key
        self.until = until
        self.isHard = isHard
    }
}
