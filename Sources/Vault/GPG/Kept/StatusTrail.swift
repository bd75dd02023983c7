/// Follows what a kept gpg writes of one message, status and log lines together, to its end.
///
/// Believes only what it knows (doc/DETAILS of GnuPG tells the words): a failure, a word it has
/// never heard of and any line of the log all end ill, and somebody else has to look.
package struct StatusTrail {
    package enum End: Hashable, Sendable {
        case well
        case ill
    }

    /// The longest line, and all lines together, in bytes.
    package static let lineLimit = 4 << 10
    package static let limit = 1 << 20

    /// How it ended; `nil` while gpg is at work.
    package private(set) var end: End?
    /// Whom the message says it is for, in its order: 16 hex digits each.
    package private(set) var keyIDs: [String] = []
    /// Of the plaintext, in bytes, where the message tells it.
    package private(set) var plaintextLength: Int?

    /// What must be said, once each and in this order.
    private let milestones: [String]
    /// What may be said before the first milestone, and after it.
    private let (early, late): (Set<String>, Set<String>)
    private var passed = 0
    private var hasBegun = false
    private var isIll = false
    private var line: [UInt8] = []
    private var total = 0

    package init(_ work: KeptWork) {
        switch work {
        case .opening:
            milestones = [
                "BEGIN_DECRYPTION", "PLAINTEXT", "DECRYPTION_OKAY", "GOODMDC", "END_DECRYPTION",
            ]
            early = [
                "ENC_TO", "KEY_CONSIDERED", "DECRYPTION_KEY", "NO_SECKEY", "PROGRESS",
                "USERID_HINT", "NEED_PASSPHRASE", "GOOD_PASSPHRASE", "INQUIRE_MAXLEN",
                "PINENTRY_LAUNCHED",
            ]
            late = [
                "DECRYPTION_INFO", "PLAINTEXT_LENGTH", "PROGRESS", "DECRYPTION_COMPLIANCE_MODE",
            ]
        case .sealing:
            milestones = ["BEGIN_ENCRYPTION", "END_ENCRYPTION"]
            early = ["KEY_CONSIDERED", "PROGRESS", "ENCRYPTION_COMPLIANCE_MODE"]
            late = ["PROGRESS"]
        }
    }

    /// Takes what came next, however it was cut into pieces.
    package mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            total += 1
            // gpg has nothing to say between two messages.
            guard end == nil, total <= Self.limit, line.count < Self.lineLimit else {
                end = .ill
                return
            }
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            readLine(String(decoding: line, as: UTF8.self))
            line = []
        }
    }

    private mutating func readLine(_ line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 1, words[0] == "[GNUPG:]" else {
            // The log before the message is about gpg's start: permissions, old options.
            if hasBegun { isIll = true }
            return
        }
        let word = String(words[1])
        // Swift takes a Kelvin sign for a K; gpg's words are of ASCII.
        guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return isIll = true }
        switch word {
        case "FILE_START":
            if hasBegun { isIll = true }
            hasBegun = true
        case "FILE_DONE":
            end = hasBegun && !isIll && passed == milestones.count ? .well : .ill
        default:
            guard hasBegun else { return isIll = true }
            follow(word, words.dropFirst(2))
        }
    }

    private mutating func follow(_ word: String, _ values: ArraySlice<Substring>) {
        if passed < milestones.count, word == milestones[passed] {
            passed += 1
            // A message for the eyes alone, which gpg writes to no file.
            if word == "PLAINTEXT", values.dropFirst(2).first == "_CONSOLE" { isIll = true }
            return
        }
        guard (passed == 0 ? early : late).contains(word) else {
            isIll = true
            return
        }
        switch word {
        case "ENC_TO":
            guard let id = values.first, !id.isEmpty else { return isIll = true }
            keyIDs.append(String(id))
        case "PLAINTEXT_LENGTH":
            guard plaintextLength == nil, let text = values.first, let length = Int(text) else {
                return isIll = true
            }
            plaintextLength = length
        default: break
        }
    }
}
