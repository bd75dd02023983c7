import Testing

@testable import Vault

@Suite("What a kept gpg says of a message")
struct StatusTrailTests {
    static let opened = """
        [GNUPG:] FILE_START 3 /tmp/x/message.gpg
        [GNUPG:] ENC_TO A2D71E86087A81C7 18 0
        [GNUPG:] ENC_TO 0000000000000000 1 0
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

        """

    static let sealed = """
        [GNUPG:] FILE_START 2 /tmp/x/message
        [GNUPG:] KEY_CONSIDERED A391843F8BE02E34BDAB3F45FA53942152CD774E 0
        [GNUPG:] BEGIN_ENCRYPTION 2 9
        [GNUPG:] END_ENCRYPTION
        [GNUPG:] FILE_DONE

        """

    private static let sealing = KeptWork.sealing(to: ["A"])

    private static func end(_ text: String, _ work: KeptWork = .opening) -> StatusTrail.End? {
        var trail = StatusTrail(work)
        trail.read(text.utf8)
        return trail.end
    }

    @Test("a whole message opened or sealed ends well, in whatever pieces it is told")
    func well() {
        for length in [1, 2, 3, 10, 64, 100, 300, 10_000] {
            var trail = StatusTrail(.opening)
            var rest = Array(Self.opened.utf8)[...]
            while !rest.isEmpty {
                #expect(trail.end == nil)
                trail.read(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
            #expect(trail.end == .well, "in pieces of \(length)")
            #expect(trail.keyIDs == ["A2D71E86087A81C7", "0000000000000000"])
            #expect(trail.plaintextLength == 5)
        }
        #expect(Self.end(Self.sealed, Self.sealing) == .well)
        #expect(Self.end(Self.sealed) == .ill)
        #expect(Self.end(Self.opened, Self.sealing) == .ill)
    }

    @Test("what the log says of gpg's start is no matter, and what is said of nothing ends nothing")
    func start() {
        let warning = "gpg: WARNING: unsafe permissions\n\n"
        #expect(Self.end(warning + Self.opened) == .well)
        #expect(Self.end(warning) == nil)
        #expect(Self.end("") == nil)
        #expect(Self.end("[GNUPG:] FAILURE gpg-exit 1\n" + Self.opened) == .ill)
    }

    @Test("what must be said and lacks, comes twice or out of order ends ill or not at all")
    func milestones() {
        let words = [
            "FILE_START", "BEGIN_DECRYPTION", "PLAINTEXT ", "DECRYPTION_OKAY", "GOODMDC",
            "END_DECRYPTION", "FILE_DONE",
        ]
        let lines = Self.opened.split(separator: "\n").map { String($0) + "\n" }
        func order(_ lines: [String]) -> [String] {
            lines.filter { line in words.contains(where: line.contains) }
        }
        for (number, line) in lines.enumerated() where words.contains(where: line.contains) {
            var fewer = lines
            fewer.remove(at: number)
            #expect(Self.end(fewer.joined()) != .well, "without \(line)")
            var more = lines
            more.insert(line, at: number)
            #expect(Self.end(more.joined()) == .ill, "twice \(line)")
            for place in lines.indices {
                var moved = fewer
                moved.insert(line, at: place)
                guard order(moved) != order(lines) else { continue }
                #expect(Self.end(moved.joined()) != .well, "\(line) at \(place)")
            }
        }
    }

    static let oddLines = [
        "gpg: [don't know]: invalid packet (ctb=2d)", "", " ", "[GNUPG:]", "[GNUPG:] ", "GOODMDC",
        "[GNUPG:] NEW_WORD", "[GNUPG:] FAILURE decrypt 4294967295", "[GNUPG:] ERROR x 1",
        "[GNUPG:] DECRYPTION_FAILED", "[GNUPG:] BADMDC", "[GNUPG:] NODATA 3",
        "[GNUPG:] UNEXPECTED 0", "[GNUPG:] GOODSIG A own", "[GNUPG:] ERRSIG A 1 2 00 3 9",
        "[GNUPG:] FILE_ERROR x", "[GNUPG:] INV_RECP 5 A", "[GNUPG:] SESSION_KEY 9:00",
        "[GNUPG:] GET_HIDDEN passphrase.enter", "[GNUPG:] NEED_PASSPHRASE_SYM 9 3 2",
        "[GNUPG:] ENC_TO", "[GNUPG:] ENC_TO ", "[GNUPG:] PLAINTEXT_LENGTH x",
        "[GNUPG:] PLAINTEXT_LENGTH -1x", "[GNUPG:] file_done", "\0", "\u{1}[GNUPG:] PROGRESS",
        "[GNUPG:] \u{212A}EY_CONSIDERED A 0",
        "  [GNUPG:] PROGRESS x", "[GNUPG:]  PROGRESS x",
    ]

    @Test("a failure, an unknown word and any line of the log end ill", arguments: oddLines)
    func odd(_ line: String) {
        for text in [Self.opened, Self.sealed] {
            var lines = text.split(separator: "\n").map(String.init)
            for place in 1..<lines.count {
                lines.insert(line, at: place)
                let whole = lines.joined(separator: "\n") + "\n"
                let work: KeptWork = text == Self.opened ? .opening : Self.sealing
                #expect(Self.end(whole, work) == .ill, "at \(place)")
                lines.remove(at: place)
            }
        }
    }

    @Test("a message for the eyes alone ends ill, and so does anything said after the end")
    func endings() {
        let eyes = Self.opened.replacing("1795915178 \n", with: "1795915178 _CONSOLE\n")
        #expect(eyes != Self.opened)
        #expect(Self.end(eyes) == .ill)
        #expect(Self.end(Self.opened + "[") == .ill)
        #expect(Self.end(Self.opened + Self.opened) == .ill)
    }

    @Test("a line without end, and lines without end, end ill and are not kept")
    func bounds() {
        var trail = StatusTrail(.opening)
        trail.read(repeatElement(UInt8(ascii: "x"), count: StatusTrail.lineLimit))
        #expect(trail.end == nil)
        trail.read([UInt8(ascii: "x")])
        #expect(trail.end == .ill)
        let line = "[GNUPG:] PROGRESS \(String(repeating: "y", count: 4000))\n"
        let lines = String(repeating: line, count: StatusTrail.limit / line.utf8.count + 1)
        #expect(Self.end(lines) == .ill)
    }

}
