import Vault

/// What a kept gpg says of a message: only what is known from end to end ends well.
struct StatusTrailTarget: FuzzTarget {
    let name = "trail"
    let corpus = [
        """
        [GNUPG:] FILE_START 3 /tmp/lkm-x/message.gpg
        [GNUPG:] ENC_TO A2D71E86087A81C7 18 0
        [GNUPG:] KEY_CONSIDERED A391843F8BE02E34BDAB3F45FA53942152CD774E 0
        [GNUPG:] DECRYPTION_KEY 49461 A3918 u
        [GNUPG:] BEGIN_DECRYPTION
        [GNUPG:] DECRYPTION_INFO 2 9 0
        [GNUPG:] PLAINTEXT 62 1795915178\u{20}
        [GNUPG:] PLAINTEXT_LENGTH 5
        [GNUPG:] DECRYPTION_OKAY
        [GNUPG:] GOODMDC
        [GNUPG:] END_DECRYPTION
        [GNUPG:] FILE_DONE

        """,
        """
        gpg: WARNING: unsafe permissions
        [GNUPG:] FILE_START 2 /tmp/lkm-x/message
        [GNUPG:] KEY_CONSIDERED A391843F8BE02E34BDAB3F45FA53942152CD774E 0
        [GNUPG:] BEGIN_ENCRYPTION 2 9
        [GNUPG:] PROGRESS message ? 5 5 B
        [GNUPG:] END_ENCRYPTION
        [GNUPG:] FILE_DONE

        """,
    ].map { Array($0.utf8) }
    let tokens =
        (Self.early + Self.late + Self.opening + Self.sealing).map { "[GNUPG:] \($0) 1\n" } + [
            "[GNUPG:] ", "[GNUPG:] BADMDC\n", "[GNUPG:] DECRYPTION_FAILED\n", "[GNUPG:] NEW 1\n",
            "[GNUPG:] FAILURE gpg-exit 1\n", "[GNUPG:] FILE_DONE\n", "[GNUPG:] FILE_START 3 x\n",
            "gpg: a word\n", "_CONSOLE", "\u{212A}", "\u{301}", "\r", "\n",
        ]

    private static let opening = [
        "BEGIN_DECRYPTION", "PLAINTEXT", "DECRYPTION_OKAY", "GOODMDC", "END_DECRYPTION",
    ]
    private static let sealing = ["BEGIN_ENCRYPTION", "END_ENCRYPTION"]
    /// What gpg may say besides before its work, and during it.
    private static let early = [
        "ENC_TO", "KEY_CONSIDERED", "DECRYPTION_KEY", "NO_SECKEY", "PROGRESS", "USERID_HINT",
        "NEED_PASSPHRASE", "GOOD_PASSPHRASE", "INQUIRE_MAXLEN", "PINENTRY_LAUNCHED",
        "ENCRYPTION_COMPLIANCE_MODE",
    ]
    private static let late = [
        "DECRYPTION_INFO", "PLAINTEXT_LENGTH", "PROGRESS", "DECRYPTION_COMPLIANCE_MODE",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        for (work, milestones) in [
            (KeptWork.opening, Self.opening), (.sealing(to: ["A"]), Self.sealing),
        ] {
            var trail = StatusTrail(work)
            trail.read(input)
            try FuzzFinding.unless(
                trail.end != .well || Self.isKnown(input, milestones),
                "something unknown ends well"
            )
            try agreesInPieces(input, work, with: trail)
            try endsInTime(trail)
            try FuzzFinding.unless(
                trail.keyIDs.reduce(0) { $0 + $1.utf8.count } <= StatusTrail.limit,
                "more is kept than may be said"
            )
        }
    }

    /// However it is cut, it says the same.
    private func agreesInPieces(
        _ input: [UInt8],
        _ work: KeptWork,
        with whole: StatusTrail
    ) throws(FuzzFinding) {
        var pieces = StatusTrail(work)
        var rest = input[...]
        var length = 1
        while !rest.isEmpty {
            pieces.read(rest.prefix(length))
            rest = rest.dropFirst(length)
            length = length % 97 + 1
        }
        try FuzzFinding.unless(
            pieces.end == whole.end && pieces.keyIDs == whole.keyIDs
                && pieces.plaintextLength == whole.plaintextLength,
            "it ends another way in pieces"
        )
    }

    /// A line without end is not kept, whatever came before it.
    private func endsInTime(_ trail: StatusTrail) throws(FuzzFinding) {
        var trail = trail
        trail.read(repeatElement(UInt8(ascii: "x"), count: StatusTrail.lineLimit + 1))
        try FuzzFinding.unless(trail.end == .ill, "it goes on, or was said too early to be over")
    }

    /// The same question asked of the bytes as a whole.
    private static func isKnown(_ input: [UInt8], _ milestones: [String]) -> Bool {
        guard input.last == UInt8(ascii: "\n") else { return false }
        let mark = Array("[GNUPG:] ".utf8)
        var lines = input.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        // The log before the message is no matter.
        lines = lines.drop { !$0.starts(with: mark) }
        guard lines.allSatisfy({ $0.starts(with: mark) }) else { return false }
        let words = lines.map { line in Array(line.dropFirst(mark.count).prefix { $0 != 0x20 }) }
        let (start, done) = (Array("FILE_START".utf8), Array("FILE_DONE".utf8))
        guard words.count > 2, words.first == start, words.last == done else { return false }
        let told = words.dropFirst().dropLast()
        let steps = milestones.map { Array($0.utf8) }
        guard told.filter({ steps.contains($0) }) == steps,
            let first = told.firstIndex(of: steps[0])
        else { return false }
        let (before, after) = (early.map { Array($0.utf8) }, late.map { Array($0.utf8) })
        return told[..<first].allSatisfy { before.contains($0) }
            && told[first...].allSatisfy { steps.contains($0) || after.contains($0) }
    }
}
