import Testing

@testable import Engine

@Suite("Other hosts for the same pipelines")
struct ServerOverridesTests {
    @Test("by server, and for a whole provider")
    func options() throws {
        let overrides = try #require(
            ServerOverrides(options: [
                "instagram.graph=http://127.0.0.1:9000/", "github=https://ghe.test/api//",
                "github=https://other.test?a=b",
            ])
        )
        #expect(
            overrides.base(provider: "instagram", server: "graph") == "http://127.0.0.1:9000"
        )
        #expect(overrides.base(provider: "instagram", server: "api") == nil)
        #expect(overrides.base(provider: "instagram") == nil)
        #expect(overrides.base(provider: "github") == "https://other.test?a=b")
        #expect(overrides.names == ["github", "instagram.graph"])
        #expect(!overrides.isEmpty)
        #expect(try #require(ServerOverrides(options: [])).isEmpty)
    }

    @Test(
        "what names no server",
        arguments: [
            "", "instagram", "=https://a.test", "instagram=", "instagram=a.test",
            "instagram=ftp://a.test", "instagram=https://", "instagram=http:///",
        ]
    )
    func refused(option: String) {
        #expect(ServerOverrides(options: [option]) == nil)
    }
}
