import Testing
import Transport

@Suite("Basic credentials")
struct BasicCredentialsTests {
    @Test(
        "are form-encoded before they are joined and put in base64",
        arguments: [
            (
                "s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw",
                "czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3"
            ),
            ("a:b", "c d", "YSUzQWI6Yytk"),
            ("", "", "Og=="),
        ] as [(String, String, String)]
    )
    func header(user: String, password: String, encoded: String) {
        let value = BasicCredentials(user: user, password: password).headerValue
        #expect(value == "Basic " + encoded)
    }

    @Test("are never printed")
    func printing() {
        let credentials = BasicCredentials(user: "client-id", password: "t0ps3cret")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("t0ps3cret"))
            #expect(!text.contains("client-id"))
        }
    }
}
