internal import Documents

/// The users whose ids hash alike: what is sealed, read and dropped from memory as one.
///
/// Plaintext: for each user one line `USER DIGEST SIZE INODE MODIFIED CHANGED LENGTH`, and so many
/// bytes.
struct PackBucket: Hashable, Sendable {
    var entries: [String: PackEntry] = [:]

    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.values.reduce(0) { $0 + $1.plaintext.count + 192 })
        for (user, entry) in entries.sorted(by: { $0.key < $1.key }) {
            let stamp = entry.stamp ?? FileStamp(size: -1, inode: 0, modified: 0, changed: 0)
            bytes += Array(
                """
                \(user) \(entry.digest) \(stamp.size) \(stamp.inode) \(stamp.modified) \
                \(stamp.changed) \(entry.plaintext.count)\n
                """.utf8
            )
            bytes += entry.plaintext
        }
        return bytes
    }

    /// `nil` where the bytes are no bucket; then the files themselves are opened.
    init?(decoding bytes: [UInt8]) {
        var place = bytes.startIndex
        while place < bytes.endIndex {
            guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let words = bytes[place..<end].split(separator: UInt8(ascii: " "))
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 7, let size = Int64(words[2]), let inode = UInt64(words[3]),
                let modified = Int64(words[4]), let changed = Int64(words[5]),
                let length = Int(words[6]), length >= 0, length <= bytes.endIndex - end - 1
            else { return nil }
            let stamp = FileStamp(size: size, inode: inode, modified: modified, changed: changed)
            entries[words[0]] = PackEntry(
                digest: words[1],
                stamp: size < 0 ? nil : stamp,
                plaintext: Array(bytes[(end + 1)..<(end + 1 + length)])
            )
            place = end + 1 + length
        }
    }

    init() {}
}
