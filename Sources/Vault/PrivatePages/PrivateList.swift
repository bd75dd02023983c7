/// Who is private: `.private` beside the connection files, a user a line, and how often the user's
/// link was changed.
///
/// It can be read without a key, so that a run that can't open anything still knows whom not to
/// name. Two sides of it come together line by line; of two lines of a user the higher number
/// holds.
package struct PrivateList: Hashable, Sendable {
    /// The number of the current link by user.
    package var turns: [UserID: Int] = [:]

    package init() {}

    /// Takes what it understands; a line that names a user and no number is one at the first link.
    package init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\r" }
            guard let user = words.first.flatMap({ UserID(String($0)) }),
                !line.starts(with: "#".utf8)
            else { continue }
            let turn = words.dropFirst().first.flatMap { Int($0) } ?? 0
            turns[user] = max(turns[user] ?? 0, turn)
        }
    }

    /// The file's bytes, sorted by user.
    package var bytes: [UInt8] {
        var text = "# Private people, and the number of each one's link: latchkey link\n"
        for (user, turn) in turns.sorted(by: { $0.key < $1.key }) { text += "\(user) \(turn)\n" }
        return Array(text.utf8)
    }
}
