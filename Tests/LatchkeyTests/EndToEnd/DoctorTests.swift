import Documents
import LatchkeyTestSupport
import Testing

@Suite("Doctor")
struct DoctorTests {
    @Test("finds nothing wrong where nothing is, and calls nobody")
    func well() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            let result = try await place.latchkey("doctor")
            #expect(result.status == 0, "\(result.output)")
            #expect(!result.output.contains("problem"))
            #expect(result.output.contains("round trip: encrypted, decrypted"))
            #expect(try await sandbox.control("GET", "log")["total"]?.integer == 0)
        }
    }

    // Lesson 58.
    @Test("remembers how wrong the last run found the clock")
    func clock() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            _ = try await place.shell(
                #"sed -i 's/"connections"/"clockSkewSeconds": 7200, "connections"/' data/status/heartbeat.json"#
            )
            let result = try await place.latchkey("doctor")
            #expect(result.status == 0, "\(result.output)")
            #expect(
                result.output.contains("by the last run the clock is 2 h behind the providers'")
            )
        }
    }

    @Test(
        "names each problem and what to do about it",
        arguments: [
            ("rm -r data", "disk"),
            ("echo nobody@example.org > data/connections/.gpg-id", "recipient"),
            ("rm -r home; mkdir -m 700 -p home/gnupg", "round trip"),
            ("echo 'nmae: x' > pipelines/spotify.yml", "pipelines"),
            ("rm pipelines/*", "pipelines"),
        ]
    )
    func unwell(damage: String, subject: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            _ = try await place.shell(damage)
            let result = try await place.latchkey("doctor", "--json")
            #expect(result.status == 1, "\(result.output)")
            let findings = try JSONValue(parsing: Array(result.output.utf8))["findings"]?.array
            let problems = try #require(findings).filter { $0["weight"]?.string == "problem" }
            let named = problems.filter { $0["subject"]?.string?.contains(subject) == true }
            #expect(!named.isEmpty, "\(result.output)")
            #expect(problems.contains { $0["advice"]?.string?.isEmpty == false })
        }
    }

    @Test("misses the credentials of a provider somebody is connected to")
    func credentials() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("gina", "spotify", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            let result = try await place.latchkey(
                "doctor",
                environment: ["SPOTIFY_CLIENT_SECRET": ""]
            )
            #expect(result.status == 1)
            #expect(result.output.contains("spotify lacks SPOTIFY_CLIENT_SECRET"))
        }
    }
}
