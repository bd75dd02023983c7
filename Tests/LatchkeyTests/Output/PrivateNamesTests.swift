import Testing
import Vault

@testable import Latchkey

@Suite("Private people's names in sentences")
struct PrivateNamesTests {
    @Test(
        "a name is replaced where it is one",
        arguments: [
            ("ann", "private"),
            (
                "can't open data/connections/ann.gpg: no key",
                "can't open data/connections/private.gpg: no key"
            ),
            ("ann/instagram: ended", "private/instagram: ended"),
            ("anna, joann and ann-b", "anna, joann and ann-b"),
            ("it was ann.", "it was private."), ("", ""),
        ]
    )
    func words(_ text: String, _ expected: String) throws {
        let ann = try #require(UserID("ann"))
        let names = PrivateNames(PrivatePeople(users: [ann], keys: [:], obstacle: nil))
        #expect(names.text(text) == expected)
    }
}
