internal import Crypto

/// How many buckets a pack has, and whose is where.
///
/// A power of sixteen, so that a bucket holds about a thousand users at most up to four million of
/// them; it is a part of the path, so a pack of another size is never mistaken for this one.
struct PackLayout: Hashable, Sendable {
    /// How many hex digits of the hash of a user's id name a bucket: 0 to 3.
    let digits: Int

    init(users: Int) {
        digits = [1_000, 16_000, 256_000].count { users > $0 }
    }

    /// The bucket's name: `all`, or one to three hex digits.
    func bucket(of user: UserID) -> String {
        guard digits > 0 else { return "all" }
        let hash = SHA256.hash(data: Array(user.text.utf8)).prefix(2)
        let nibbles = hash.flatMap { [$0 >> 4, $0 & 15] }.prefix(digits)
        return String(decoding: nibbles.map { Self.hexDigits[Int($0)] }, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Where the buckets of all layouts are, below the pack's folder.
    static let folders = ["0", "1", "2", "3"]

    /// The folder of this layout's buckets, below the pack's.
    var folderName: String { String(digits) }

    /// The names of all buckets, in order.
    var buckets: [String] {
        guard digits > 0 else { return ["all"] }
        return (0..<1 << (4 * digits)).map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: digits - text.count) + text
        }
    }

    /// The path of a note's file below the pack's folder.
    func path(ofNote name: String) -> String { "\(digits)/\(name).note" }

    /// The path of a bucket's file below the pack's folder.
    func path(of bucket: String) -> String { "\(digits)/\(bucket).pack" }
}
