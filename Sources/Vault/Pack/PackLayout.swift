internal import Crypto

/// How many buckets a pack has, and whose is where.
///
/// A power of sixteen, so that a bucket holds about a thousand users at most up to four million of
/// them; it is a part of the path, so a pack of another size is never mistaken for this one.
struct PackLayout: Hashable, Sendable {
    /// How many hex digits of the hash of a user's id name a bucket: 0 to 3.
    let digits: Int

    /// The names of all buckets, in order.
    let buckets: [String]

    init(users: Int) {
        let digits = [1_000, 16_000, 256_000].count { users > $0 }
        self.digits = digits
        buckets =
            digits == 0
            ? ["all"]
            : (0..<1 << (4 * digits)).map { number in
                let text = String(number, radix: 16)
                return String(repeating: "0", count: digits - text.count) + text
            }
    }

    /// The bucket's name: `all`, or one to three hex digits.
    func bucket(of user: UserID) -> String {
        var hash = SHA256()
        hash.update(data: Array(user.text.utf8))
        let number = hash.finalize().prefix(2).reduce(0) { $0 << 8 | Int($1) }
        return buckets[number >> (16 - 4 * digits)]
    }

    /// Where the buckets of all layouts are, below the pack's folder.
    static let folders = ["0", "1", "2", "3"]

    /// The folder of this layout's buckets, below the pack's.
    var folderName: String { String(digits) }

    /// The path of a note's file below the pack's folder.
    func path(ofNote name: String) -> String { "\(digits)/\(name).note" }

    /// The path of a bucket's file below the pack's folder.
    func path(of bucket: String) -> String { "\(digits)/\(bucket).pack" }
}
