import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

/// What a run makes of connections of every kind.
@Suite("Syncing connections of every kind")
struct SyncStateTests {
    @Test("one of each: every state told, everybody else done, exit status 3")
    func everyKind() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let kinds = [
                ("anna", "instagram", "fresh_code", "connected"),
                ("ben", "instagram", "healthy", "connected"),
                ("clara", "instagram", "due", "connected"),
                ("dora", "instagram", "expired", "degraded:token_expired"),
                ("emil", "instagram", "revoked", "degraded:revoked"),
                ("fritz", "spotify", "rate_limited", "degraded:rate_limited"),
                ("gina", "spotify", "healthy", "connected"),
                ("hans", "spotify", "due_rotating", "connected"),
                ("ida", "strict", "due_rotating", "connected"),
                ("jan", "strict", "revoked", "degraded:grant_refused"),
            ]
            for (user, provider, seed, _) in kinds { try await place.enrol(user, provider, seed) }
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 3, "\(sync.errors)")
            for (user, provider, _, state) in kinds {
                #expect(try place.state(user, provider) == state, "\(user)")
            }
            #expect(sync.output.contains("10 connections"))
            let again = try await place.latchkey("sync")
            #expect(again.status == 3 || again.status == 0)
            #expect(try place.state("emil", "instagram") == "degraded:revoked")
        }
    }

    @Test(
        "a grant is called dead only by a second word, an hour after the first",
        arguments: [
            ("instagram", "needs_reconnect:revoked"), ("spotify", "needs_reconnect:grant_refused"),
            ("strict", "needs_reconnect:grant_refused"),
        ]
    )
    func secondLook(provider: String, final: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("emil", provider, "revoked")
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("emil", provider).hasPrefix("degraded:"))
            // As if the first run had been two hours ago.
            let path = "data/status/api/integrations/emil.json"
            let first = try #require(try place.record("emil", provider)["evidenceAt"]?.string)
            let earlier = Timestamp.text(Date(timeIntervalSinceNow: -7200))
            let text = String(decoding: try #require(try place.bytes(path)), as: UTF8.self)
            try place.write(text.replacing(first, with: earlier), to: path)
            let second = try await place.latchkey("sync")
            #expect(second.status == 3, "\(second.output)\(second.errors)")
            #expect(try place.state("emil", provider) == final)
            // From then on nothing is sent for it.
            try await sandbox.control("DELETE", "log")
            _ = try await place.latchkey("sync")
            #expect(try await sandbox.control("GET", "log")["total"]?.integer == 0)
            #expect(try place.state("emil", provider) == final)
        }
    }

    @Test(
        "a rotated refresh token replaces the old one, an absent one leaves it",
        arguments: [
            ("spotify", "always", true), ("spotify", "never", false), ("strict", "always", true),
        ]
    )
    func rotation(provider: String, rotation: String, isReplaced: Bool) async throws {
        try await SandboxServer.serving("--rotation", rotation) { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("hans", provider, "due")
            let before = try place.connection("hans", provider)["grant"]?["refresh_token"]?.string
            #expect(try await place.latchkey("sync").status == 0)
            let after = try place.connection("hans", provider)["grant"]?["refresh_token"]?.string
            #expect(after?.isEmpty == false)
            #expect((after != before) == isReplaced)
            // What is kept is good for the next refresh, too.
            #expect(try await place.latchkey("sync", "--everything").status == 0)
            let grant = try await sandbox.grant(provider, "hans")
            #expect(grant["alive"]?.bool == true)
            #expect(grant["killed_by_reuse"]?.bool == false)
        }
    }

    @Test("a lost answer to a rotating refresh is in doubt, and looked into at once")
    func lostRotation() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ida", "strict", "due_rotating")
            try await sandbox.control(
                "POST",
                "faults",
                ["path": "/strict/token", "kind": "drop"]
            )
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("ida", "strict").hasPrefix("in_doubt:"))
            // A strict provider takes the next try for theft: only one word so far.
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("ida", "strict") == "degraded:grant_refused")
        }
    }

    @Test(
        "a provider's fault condemns nobody",
        arguments: [
            ("status", 500, "degraded:provider_fault"), ("status", 503, "degraded:provider_fault"),
            ("html", 502, "degraded:provider_fault"), ("status", 429, "degraded:rate_limited"),
            ("reset", 0, "degraded:unreachable"),
        ]
    )
    func providerFault(kind: String, status: Int, state: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("clara", "instagram", "due")
            var fault: JSONObject = [
                "path": "/instagram/graph/*", "kind": .string(kind), "times": 100,
            ]
            if status > 0 { fault["status"] = .number(JSONNumber(status)) }
            try await sandbox.control("POST", "faults", .object(fault))
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("clara", "instagram") == state)
            try await sandbox.control("DELETE", "faults")
        }
    }

    @Test(
        "a file that can't be used is told and left as it is; everybody else goes on",
        arguments: [
            ("somebody else's", "locked"), ("truncated", "broken"), ("tampered", "broken"),
            ("newer", "broken"), ("no JSON", "broken"), ("empty", "broken"),
        ]
    )
    func badFile(fault: String, state: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "spotify", "healthy")
            try await place.enrol("hugo", "instagram", "healthy")
            let stranger = try TemporaryKeyring()
            let path = "data/connections/hugo.gpg"
            var bytes = try #require(try place.bytes(path))
            switch fault {
            case "somebody else's":
                _ = try await stranger.addKey("Somebody else")
                let text = try place.opened("hugo").canonicalText()
                try place.seal(text, for: "hugo", to: (stranger.home.path, "Somebody else"))
                bytes = try #require(try place.bytes(path))
            case "truncated": bytes.removeLast(bytes.count / 2)
            case "tampered": bytes[bytes.count - 20] ^= 0x40
            case "empty": bytes = []
            default:
                let text = fault == "newer" ? #"{"format":"latchkey-user","version":99}"# : "hm"
                try place.seal(Array(text.utf8), for: "hugo")
                bytes = try #require(try place.bytes(path))
            }
            try LocalFileStore().replace("\(place.path)/\(path)", with: bytes, mode: 0o600)
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 3, "\(sync.output)")
            #expect(try place.state("ben", "spotify") == "connected")
            let page = try place.status("api/integrations/hugo.json")
            #expect(page["file"]?["status"]?.string == state, "\(sync.output)")
            #expect(try place.bytes(path) == bytes)
            #expect(try await place.latchkey("status").output.contains("hugo"))
        }
    }

    @Test("a file that can't be opened any more keeps its last good values, marked stale")
    func staleValues() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("hugo", "instagram", "healthy")
            try await place.enrol("ben", "spotify", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            let before = try place.record("hugo", "instagram")
            try place.write("junk", to: "data/connections/hugo.gpg")
            #expect(try await place.latchkey("sync").status == 3)
            let after = try place.record("hugo", "instagram")
            #expect(after["profile"] == before["profile"])
            #expect(after["profile"]?["username"] != nil)
            #expect(after["status"]?.string == "broken")
            #expect(after["stale"] != nil)
        }
    }

    @Test("a missing environment variable is named at its place, and stops that provider alone")
    func missingVariable() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("anna", "instagram", "fresh_code")
            try await place.enrol("gina", "spotify", "healthy")
            let sync = try await place.latchkey(
                "sync",
                environment: ["INSTAGRAM_APP_SECRET": ""]
            )
            #expect(sync.status == 3)
            let position = "pipelines/instagram.yml:15:11: error:"
            #expect(sync.errors.contains(position), "\(sync.errors)")
            #expect(sync.errors.contains("INSTAGRAM_APP_SECRET"))
            #expect(try place.state("anna", "instagram") == "pending:app_unconfigured")
            #expect(try place.state("gina", "spotify") == "connected")
            #expect(try await sandbox.calls(to: "/instagram/api/oauth/access_token") == 0)
            // The code was not spent.
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.state("anna", "instagram") == "connected")
        }
    }

    @Test("a broken pipeline file stops its provider alone")
    func brokenPipeline() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            try await place.enrol("gina", "spotify", "healthy")
            try place.write("nmae: Instagram\n", to: "pipelines/instagram.yml")
            // Commands name a provider's servers; the provider is not known any more.
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 3)
            #expect(sync.errors.contains("pipelines/instagram.yml:1:1: error:"))
            #expect(try place.state("ben", "instagram") == "degraded:pipeline_invalid")
            #expect(try place.state("gina", "spotify") == "connected")
        }
    }

    @Test("the app's own bad credentials condemn nobody", arguments: ["instagram", "spotify"])
    func appRefused(provider: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("anna", provider, "due")
            try await place.enrol("bert", provider, "fresh_code")
            let names = ["instagram": "INSTAGRAM_APP_SECRET", "spotify": "SPOTIFY_CLIENT_SECRET"]
            let name = try #require(names[provider])
            let sync = try await place.latchkey("sync", environment: [name: "wrong"])
            #expect(sync.status == 3)
            #expect(sync.output.contains("check the client id and secret"))
            #expect(try !place.state("anna", provider).hasPrefix("needs_reconnect"))
            #expect(try place.state("bert", provider) == "pending:app_refused")
            // Nothing was lost by it.
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.state("anna", provider) == "connected")
            #expect(try place.state("bert", provider) == "connected")
        }
    }

    @Test("a code that was turned away unseen is kept for the next run")
    func limitedExchange() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("anna", "strict", "fresh_code")
            let fault: JSONValue = [
                "path": "/strict/token", "kind": "status", "status": 429,
            ]
            try await sandbox.control("POST", "faults", fault)
            #expect(try await place.latchkey("sync").status == 3)
            #expect(try place.state("anna", "strict") == "pending:rate_limited")
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.state("anna", "strict") == "connected")
        }
    }
}
