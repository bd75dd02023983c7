import Testing

@testable import Sandbox

@Suite("Servers by prefix")
struct EmulatedServerTests {
    @Test(
        "A path belongs to the server whose prefix it has, up to a slash",
        arguments: [
            ("/instagram/graph/me", EmulatedServer.instagramGraph, "/me"),
            ("/strict", .strict, "/"), ("/strict/", .strict, "/"), ("/strictly/me", nil, ""),
            ("/instagram/me", nil, ""),
        ]
    )
    func finds(path: String, server: EmulatedServer?, rest: String) {
        let found = EmulatedServer.find(path[...])
        #expect(found?.server == server)
        #expect(String(found?.path ?? "") == rest)
    }

    @Test("Pipelines name a server with a dot")
    func name() {
        #expect(EmulatedServer.instagramGraph.pipelineName == "instagram.graph")
    }
}
