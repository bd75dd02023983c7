import Testing

@testable import Sandbox

@Suite("Redirect URIs")
struct RedirectRuleTests {
    @Test(
        "Any loopback URI is taken when none is registered",
        arguments: [
            ("http://127.0.0.1:8765/callback", true), ("http://127.0.0.1", true),
            ("http://[::1]:1/x", true), ("http://localhost/x", false),
            ("https://127.0.0.1/", false),
            ("http://127.0.0.1:99999/", false), ("http://127.0.0.1@example.com/", false),
            ("http://127.0.0.1.example.com/", false), ("http://127.0.0.1:1/#f", false),
        ]
    )
    func open(uri: String, isAllowed: Bool) {
        let rule = RedirectRule(
            registered: nil,
            allowsLocalhost: false,
            ignoresLoopbackPort: false
        )
        #expect(rule.allows(uri) == isAllowed)
    }

    @Test(
        "A loopback URI may come with another port where the provider has it so",
        arguments: [
            (true, "http://127.0.0.1:2/cb", true), (false, "http://127.0.0.1:2/cb", false),
            (true, "http://127.0.0.1:2/other", false), (true, "http://[::1]:1/cb", false),
        ]
    )
    func ports(ignoresPort: Bool, uri: String, isAllowed: Bool) {
        let rule = RedirectRule(
            registered: "http://127.0.0.1:1/cb",
            allowsLocalhost: true,
            ignoresLoopbackPort: ignoresPort
        )
        #expect(rule.allows(uri) == isAllowed)
    }
}
