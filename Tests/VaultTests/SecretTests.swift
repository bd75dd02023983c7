import Testing
import Vault

@Suite("A secret")
struct SecretTests {
    struct Holder {
        let secret: Secret
        let other: Secret?
        let list: [String: Secret]
    }

    static let text = "EAAG-very-secret-token"

    @Test("shows nothing of itself, however it is printed")
    func showsNothing() throws {
        let secret = Secret(Self.text)
        let holder = Holder(secret: secret, other: secret, list: ["key": secret])
        var dumped = ""
        dump(holder, to: &dumped)
        dump(secret, to: &dumped)
        let shown = [
            "\(secret)", "\(holder)", String(describing: [secret]), String(reflecting: secret),
            String(reflecting: holder), String(describing: Optional(secret)), dumped,
            String(describing: Mirror(reflecting: secret)),
            String(describing: Array(Mirror(reflecting: secret).children)),
            "\(try VaultSample.fullFile())",
        ]
        for text in shown {
            #expect(!text.contains("EAAG"))
            #expect(!text.contains("token-of"))
            #expect(!text.contains("code-of"))
            #expect(!text.contains("verifier-of"))
        }
        #expect("\(secret)" == "<redacted>")
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test("gives its text when asked, and is equal by it")
    func gives() {
        #expect(Secret(Self.text).reveal() == Self.text)
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
        #expect(Secret("").isEmpty)
    }
}
