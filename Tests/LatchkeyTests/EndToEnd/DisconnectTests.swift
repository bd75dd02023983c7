import Documents
import Testing

@Suite("Disconnecting")
struct DisconnectTests {
    @Test("revokes where the provider can, keeps the record without tokens or profile")
    func revokes() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            _ = try await place.connect("alice", "strict")
            let result = try await place.latchkey("disconnect", "strict", "--user", "alice")
            #expect(result.status == 0, "\(result.errors)")
            #expect(try await sandbox.grant("strict", "alice")["alive"]?.bool == false)
            #expect(try place.state("alice", "strict") == "disconnected")
            #expect(try place.record("alice", "strict")["profile"]?.object?.isEmpty == true)
            let connection = try place.connection("alice", "strict")
            #expect(connection["disconnected_at"] != nil)
            #expect(connection["grant"]?["refresh_token"] == nil)
            #expect(connection["grant"]?["access_token"] == nil)
            // It stays so, and costs no call.
            try await sandbox.control("DELETE", "log")
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try await sandbox.control("GET", "log")["total"]?.integer == 0)
            // The person may come back.
            #expect(try await place.connect("alice", "strict").status == 0)
            #expect(try place.state("alice", "strict") == "connected")
        }
    }

    @Test("says where the person has to do it", arguments: ["instagram", "spotify"])
    func withoutRevocation(provider: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("alice", provider, "healthy")
            let result = try await place.latchkey("disconnect", provider, "--user", "alice")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors.contains("\(provider) has no way to revoke from here"))
            #expect(try place.state("alice", provider) == "disconnected")
        }
    }

    @Test("keeps the grant when the provider can't be asked, unless forced")
    func providerDown() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("alice", "strict", "healthy")
            let fault: JSONValue = [
                "path": "/strict/revoke", "kind": "status", "status": 503, "times": 100,
            ]
            try await sandbox.control("POST", "faults", fault)
            let result = try await place.latchkey("disconnect", "strict", "--user", "alice")
            #expect(result.status == 1)
            #expect(result.errors.contains("--force"))
            let kept = try place.connection("alice", "strict")
            #expect(kept["grant"]?["refresh_token"] != nil)
            let forced = try await place.latchkey(
                "disconnect",
                "strict",
                "--user",
                "alice",
                "--force"
            )
            #expect(forced.status == 0, "\(forced.errors)")
            #expect(try place.state("alice", "strict") == "disconnected")
        }
    }

    @Test("of nobody is bad input")
    func unknown() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let result = try await place.latchkey("disconnect", "strict", "--user", "nobody")
            #expect(result.status == 2)
            #expect(result.errors.contains("there is no connection nobody/strict"))
        }
    }
}
