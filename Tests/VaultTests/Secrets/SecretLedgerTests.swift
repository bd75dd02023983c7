import Synchronization
import Testing
import Vault

@Suite("The ledger of secrets")
struct SecretLedgerTests {
    private static let secret = "ya29.a0Af/H6+SM\"Cx\\y=é"

    static let findings: [(String, Bool)] = [
        ("ya29.a0Af/H6+SM\"Cx\\y=é", true),
        ("before ya29.a0Af/H6+SM\"Cx\\y=é after", true),
        ("ya29.a0Af%2FH6%2BSM%22Cx%5Cy%3D%C3%A9", true),
        ("ya29.a0Af%2fH6%2bSM%22Cx%5cy%3d%c3%a9", true),
        ("%79%61%32%39.a0Af/H6+SM%22Cx%5Cy=%C3%A9", true),
        ("{\"t\":\"ya29.a0Af\\/H6+SM\\\"Cx\\\\y=é\"}", true),
        ("{\"t\":\"ya29.a0Af/H6+SM\\u0022Cx\\u005cy=\\u00e9\"}", true),
        ("{\"u\":\"https:\\/\\/x\\/?t=ya29.a0Af%2FH6%2BSM%22Cx%5Cy%3D%C3%A9\"}", true),
        ("ya29.a0Af%252FH6%252BSM%2522Cx%255Cy%253D%25C3%25A9", true),
        ("ya29.a0Af/H6+SM\"Cx\\y=", false),
        ("YA29.A0AF/H6+SM\"CX\\Y=É", false),
        ("", false),
        ("ya29.a0A", false),
        ("100 %, 5%2 and %zz \\u12 \\", false),
    ]

    @Test("finds a secret in each of its forms and nothing else", arguments: findings)
    func finds(_ text: String, _ isFound: Bool) {
        let ledger = SecretLedger()
        ledger.hold(Secret(Self.secret))
        #expect(ledger.find(in: Array(text.utf8)) == isFound)
    }

    @Test("finds what a plain search finds, wherever in a text it is", arguments: 1...40)
    func anywhere(seed: Int) {
        var state = UInt64(seed)
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func text(_ letters: String, _ count: Int) -> String {
            let letters = Array(letters)
            return String((0..<count).map { _ in letters[next(letters.count)] })
        }
        let secrets = (0..<6).map { _ in text("ab-", 8 + next(4)) }
        let ledger = SecretLedger()
        for secret in secrets { ledger.hold(Secret(secret)) }
        for _ in 0..<200 {
            let text = text("ab-ab-ab-{", 6 + next(60))
            let isThere = secrets.contains { text.contains($0) }
            #expect(ledger.find(in: Array(text.utf8)) == isThere, "\(text) \(secrets)")
        }
    }

    // echo -n 'PREFIX<secret>SUFFIX' | base64, for each alignment of the secret.
    static let encoded = [
        "c2VjcmV0P35+fnRva2Vu", "eHNlY3JldD9+fn50b2tlbnk=", "eHhzZWNyZXQ/fn5+dG9rZW55eQ==",
        "c2VjcmV0P35-fnRva2Vu", "eHNlY3JldD9-fn50b2tlbnk", "eHhzZWNyZXQ_fn5-dG9rZW55eQ",
        "Basic aWQ6c2VjcmV0P35+fnRva2Vu",
    ]

    @Test("finds a secret inside base64 at any alignment, in both alphabets", arguments: encoded)
    func findsBase64(_ text: String) {
        let ledger = SecretLedger()
        ledger.hold(Secret("secret?~~~token"))
        #expect(ledger.find(in: Array("{\"a\":\"\(text)\"}".utf8)))
        let other = SecretLedger()
        other.hold(Secret("secret?~~~taken"))
        #expect(!other.find(in: Array("{\"a\":\"\(text)\"}".utf8)))
    }

    static let shortFindings: [(String, String, Bool)] = [
        ("hunter2", "{\"a\":\"hunter2\"}", true),
        ("hunter2", "https://x/?a=hunter2&b=1", true),
        ("hunter2", "{\"bio\":\"my hunter2 life\"}", false),
        ("hunter2", "hunter2", true),
        ("abcd", "{\"a\":\"abcd\"}", true),
        ("abc", "{\"a\":\"abc\"}", false),
        ("hunter22", "{\"bio\":\"my hunter22 life\"}", true),
    ]

    @Test("finds a short secret only as a whole value", arguments: shortFindings)
    func findsShort(_ secret: String, _ text: String, _ isFound: Bool) {
        let ledger = SecretLedger()
        ledger.hold(Secret(secret))
        #expect(ledger.find(in: Array(text.utf8)) == isFound)
    }

    @Test("tells of each secret once, and of an empty one never")
    func tellsOnce() {
        let told = Mutex<[String]>([])
        let ledger = SecretLedger(onFirstHold: { secret in
            told.withLock { $0.append(secret.reveal()) }
        })
        for text in ["first secret", "second secret", "first secret", "", "abc"] {
            ledger.hold(Secret(text))
        }
        #expect(told.withLock { $0 } == ["first secret", "second secret", "abc"])
        #expect(ledger.count == 3)
    }

    @Test("tells of each secret once when many tasks hold it")
    func tellsOnceAmongTasks() async {
        let told = Mutex(0)
        let ledger = SecretLedger(onFirstHold: { _ in told.withLock { $0 += 1 } })
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { ledger.hold(Secret("secret number \(number % 10)")) }
            }
        }
        #expect(told.withLock { $0 } == 10)
    }

    @Test("tells thousands of tokens with one beginning apart")
    func tellsApart() {
        let ledger = SecretLedger()
        for number in 0..<5000 { ledger.hold(Secret("EAAGm0PX4ZCpsBA\(number)Z")) }
        let clean = (5000..<6000).map { "EAAGm0PX4ZCpsBA\($0)Z" }.joined(separator: "\n")
        #expect(!ledger.find(in: Array(clean.utf8)))
        #expect(ledger.find(in: Array((clean + "EAAGm0PX4ZCpsBA4999Z").utf8)))
    }

    // Found by reading: each place of such a text was hashed at the secret's whole length.
    @Test("passes over a long text that is nearly a long token, and finds the token in it")
    func repetitive() {
        let ledger = SecretLedger()
        let token = String(repeating: "a", count: 20_000) + "b"
        ledger.hold(Secret(token))
        let text = Array(repeating: UInt8(ascii: "a"), count: 200_000)
        #expect(!ledger.find(in: text))
        #expect(ledger.find(in: text + [UInt8(ascii: "b")]))
        #expect(!ledger.find(in: Array(token.utf8.dropFirst())))
    }

    @Test("holds nothing at first")
    func holdsNothing() {
        #expect(!SecretLedger().find(in: Array("anything at all".utf8)))
    }
}
