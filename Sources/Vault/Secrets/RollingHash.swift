/// Hashes of every part of a text, each in the same time however long it is (Rabin and Karp).
///
/// A polynomial over the field of 2^61 - 1 elements, at a point drawn once a process: two texts of
/// n bytes that differ have the same hash with a chance of n in 2^61, whoever chose them.
struct RollingHash {
    private static let modulus: UInt64 = 1 << 61 - 1
    private static let point = UInt64.random(in: 1 << 32..<modulus)

    /// The hash of the text's first so many bytes.
    private let sums: [UInt64]
    /// The point to the power of so much.
    private let powers: [UInt64]

    init(_ text: [UInt8]) {
        var sums: [UInt64] = [0]
        var powers: [UInt64] = [1]
        sums.reserveCapacity(text.count + 1)
        powers.reserveCapacity(text.count + 1)
        var sum: UInt64 = 0
        var power: UInt64 = 1
        for byte in text {
            sum = Self.next(sum, byte)
            power = Self.product(power, Self.point)
            sums.append(sum)
            powers.append(power)
        }
        self.sums = sums
        self.powers = powers
    }

    /// The hash of a whole text.
    static func of(_ text: [UInt8]) -> UInt64 {
        text.reduce(0) { next($0, $1) }
    }

    /// The hash of a part that lies within the text.
    func hash(from start: Int, length: Int) -> UInt64 {
        let before = Self.product(sums[start], powers[length])
        let end = sums[start + length]
        return end >= before ? end - before : end + Self.modulus - before
    }

    private static func next(_ sum: UInt64, _ byte: UInt8) -> UInt64 {
        // One more than the byte, so that leading zeros count.
        let next = product(sum, point) + UInt64(byte) + 1
        return next >= modulus ? next - modulus : next
    }

    /// The product, reduced without a division: 2^61 is 1 in this field.
    private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        let sum = (high << 3 | low >> 61) + (low & modulus)
        return sum >= modulus ? sum - modulus : sum
    }
}
