/// A hash that is the same on every machine and in every run, unlike `Hasher`.
package enum StableHash {
    /// FNV-1a, 64 bits: spreads and tells apart, guards against nobody.
    package static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
