import Documents
import LatchkeyTestSupport
import Testing

/// The files a frontend reads.
@Suite("Status files")
struct StatusFileTests {
    @Test("a run that learned nothing changes nothing but the heartbeat")
    func quietRun() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            try await place.enrol("gina", "spotify", "healthy")
            try await place.enrol("ida", "strict", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            // A profile may fall due between two runs: then the next one is the quiet one.
            var before: [String: [UInt8]] = [:]
            var hasRead = true
            for _ in 0..<3 where hasRead {
                before = try place.files(below: "data")
                let report = try await place.latchkey("sync", "--json")
                let entries = try JSONValue(parsing: Array(report.output.utf8))["connections"]
                hasRead = try #require(entries?.array).contains { $0["read"]?.bool == true }
            }
            let after = try place.files(below: "data")
            // The lock tells who holds it, the pack is a cache: neither is a part of the data.
            let changed = after.keys.filter { path in
                before[path] != after[path] && !path.hasSuffix("/.lock")
                    && !path.hasPrefix("connections/.pack/")
            }
            // Two runs within a second have the same heartbeat.
            #expect(changed.allSatisfy { $0 == "status/heartbeat.json" }, "\(changed)")
            #expect(before.keys.sorted() == after.keys.sorted())
        }
    }

    @Test("every file validates against the schema that is published with it")
    func schemas() async throws {
        try #require(PythonValidator.isInstalled, "python3 with jsonschema is needed")
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            for state in ["healthy", "due", "expired", "revoked", "rate_limited", "fresh_code"] {
                try await place.enrol("i-\(state)", "instagram", state)
                try await place.enrol("s-\(state)", "spotify", state)
            }
            try place.write("junk", to: "data/connections/broken.gpg")
            #expect(try await place.latchkey("sync").status == 3)
            _ = try await place.latchkey("disconnect", "spotify", "--user", "s-healthy")
            try await publishSite(place)
            var kinds: [String: [(name: String, value: JSONValue)]] = [:]
            for (name, bytes) in try place.files(below: "data/status")
            where !name.hasPrefix("schemas/") && name.hasSuffix(".json")
                // A JWK Set, RFC 7517.
                && name != "keys.json"
            {
                let document = try JSONValue(parsing: bytes)
                #expect(document.canonicalText() == bytes, "\(name) is not canonical")
                let words = document["schema"]?.string?.split(separator: "/") ?? []
                try #require(words.count == 3, "\(name) names no schema")
                kinds[String(words[1]), default: []].append((name, document))
            }
            let history = try #require(try place.bytes("data/history/events.ndjson"))
            for line in history.split(separator: UInt8(ascii: "\n")) {
                let document = try JSONValue(parsing: Array(line))
                #expect(document.canonicalLine() == Array(line), "an event is not canonical")
                kinds["event", default: []].append(("event", document))
            }
            let all = [
                "attention", "connection", "event", "heartbeat", "index", "index-attention",
                "index-list",
                "index-part", "index-summary", "integrations", "login", "private", "providers",
                "site",
            ]
            #expect(kinds.keys.sorted() == all)
            for (kind, documents) in kinds {
                let schema = try await place.latchkey("schema", kind)
                let published = try place.bytes("data/status/schemas/\(kind).schema.json")
                #expect(published == Array(schema.output.utf8))
                let violations = try PythonValidator.violations(
                    of: documents,
                    schema: try JSONValue(parsing: Array(schema.output.utf8))
                )
                #expect(violations == [])
            }
        }
    }

    /// A site with every setting, an app that people can connect to from it, and a private person.
    private func publishSite(_ place: Workplace) async throws {
        let site = "https://status.example/"
        try place.write(
            """
            name: Night Ferry
            url: \(site)
            contact: hello@nightferry.example
            every: 3h
            pictures: hide
            handover:
              - {way: post, url: https://hooks.example/in}
              - {way: github-issue, repository: nightferry/status, labels: [latchkey], title: latchkey}
              - {way: github-file, repository: nightferry/status, branch: main, folder: data/inbox}
              - {way: mail, to: hello@nightferry.example, title: latchkey}
              - copy
              - download
            """,
            to: "data/site.yml"
        )
        let redirect = ["SPOTIFY_REDIRECT_URI": site + "auth/spotify/callback/"]
        #expect(try await place.latchkey("link", "i-healthy").status == 0)
        #expect(try await place.latchkey("inbox", "keys").status == 0)
        #expect(try await place.latchkey("sync", environment: redirect).status == 3)
        let providers = try place.status("providers.json")["providers"]?.array ?? []
        #expect(providers.contains { $0["authorize"]?["clientId"] != nil })
        #expect(try place.status("site.json")["sealingKey"] != nil)
    }

    @Test(
        "every --json output is JSON that names its schema",
        arguments: [
            ["sync"], ["plan"], ["check"], ["status"], ["list"], ["doctor"], ["rekey"], ["init"],
            ["sync", "--dry-run"], ["disconnect", "spotify", "--user", "gina"], ["show", "gina"],
        ]
    )
    func machineOutput(command: [String]) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("gina", "spotify", "healthy")
            if command == ["status"] { _ = try await place.latchkey("sync") }
            if command == ["init"] {
                _ = try await place.shell("rm data/connections/.gpg-id")
            }
            let result = try await place.latchkey(command + ["--json"])
            #expect(result.status == 0, "\(result.errors)")
            let document = try JSONValue(parsing: Array(result.output.utf8))
            #expect(document["schema"]?.string?.hasPrefix("latchkey/") == true)
        }
    }
}
