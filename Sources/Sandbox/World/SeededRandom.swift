import Synchronization

/// Chance that repeats itself: the same seed and the same calls give the same tokens and faults.
final class SeededRandom: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next 64 bits (SplitMix64).
    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            return state.scrambled
        }
    }

    /// True with the given probability.
    func chance(_ probability: Double) -> Bool {
        probability > 0 && Double(next() >> 11) * 0x1p-53 < probability
    }

    /// A number from 0 up to, not including, `bound`.
    func integer(below bound: Int) -> Int {
        bound < 1 ? 0 : Int(truncatingIfNeeded: next() % UInt64(bound))
    }

    /// A token's text: a prefix, then `length` characters of base64url.
    func token(_ prefix: String, length: Int) -> String {
        var text = Array(prefix.utf8)
        text.reserveCapacity(text.count + length)
        var bits: UInt64 = 0
        for position in 0..<length {
            if position % 10 == 0 { bits = next() }
            text.append(Self.alphabet[Int(bits & 63)])
            bits >>= 6
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
}

extension UInt64 {
    /// The bits mixed thoroughly, the last step of SplitMix64.
    var scrambled: UInt64 {
        var bits = self
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
