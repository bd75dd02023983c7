import Repository
import Testing

@Suite("Addresses of remotes in messages")
struct RemoteAddressTests {
    @Test(
        "show no credentials",
        arguments: [
            ("https://host/path", "https://host/path"),
            ("https://user:pass@host/path.git", "https://***@host/path.git"),
            (
                "unable to access 'https://x-access-token:ghs_abc@github.com/o/r.git/': 403",
                "unable to access 'https://***@github.com/o/r.git/': 403"
            ),
            ("https://a:b@one and https://c@two/x", "https://***@one and https://***@two/x"),
            ("https://user:p@ss@host/x", "https://***@host/x"),
            ("https://user:p/ss@host/x", "https://***@host/x"),
            ("https://host/x?private_token=abc", "https://host/x?***"),
            ("git@host:path", "git@host:path"), ("no address", "no address"),
        ]
    )
    func redacted(text: String, shown: String) {
        #expect(RemoteAddress.redacted(text) == shown)
        #expect(GitFailure(.other, text).sentence == shown)
    }
}
