import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// What people and programs are told of dates, by the built program.
@Suite("Deadlines")
struct DeadlineTests {
    private static let day: Double = 86_400

    /// Moves a time in every status file of a user's connection, as if the provider had said so.
    private func set(_ name: String, of user: String, to date: Date, in place: Workplace) throws {
        let path = "data/status/api/integrations/\(user).json"
        let page = try JSONValue(parsing: try #require(try place.bytes(path)))
        func changed(_ value: JSONValue) -> JSONValue {
            if let array = value.array { return .array(array.map(changed)) }
            guard var object = value.object else { return value }
            for member in object.members { object[member.name] = changed(member.value) }
            if object["label"] != nil { object[name] = .string(Timestamp.text(date)) }
            return .object(object)
        }
        let text = changed(page).canonicalText()
        try place.write(String(decoding: text, as: UTF8.self), to: path)
    }

    // Lessons 11 and 28.
    @Test("a Spotify consent is in the calendar at once; status and its JSON warn as it ends")
    func consent() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("gina", "spotify", "healthy")
            try await place.enrol("ben", "instagram", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            let calendar = String(
                decoding: try #require(try place.bytes("data/status/attention.ics")),
                as: UTF8.self
            )
            // Instagram's sixty days are nobody's deadline.
            #expect(calendar.contains("UID:gina/spotify/default@latchkey\r\n"))
            #expect(!calendar.contains("ben/instagram"))
            try set(
                "finalEnd",
                of: "gina",
                to: Date().addingTimeInterval(6.5 * Self.day),
                in: place
            )
            let status = try await place.latchkey("status", "--json")
            let rows = try JSONValue(parsing: Array(status.output.utf8))["connections"]
            // The most pressing comes first.
            let row = try #require(rows?[0])
            #expect(row["user"] == "gina")
            #expect(row["warning"] == 7)
            #expect(row["daysLeft"] == 6)
            #expect(row["who"] == "person")
            #expect(rows?[1]?["warning"] == nil)
            let text = try await place.latchkey("status").output
            #expect(text.contains("the connection ends, and no refresh extends it"))
        }
    }

    /// Moves the consent of a user's only connection into the past.
    private func age(_ user: String, days: Double, in place: Workplace) throws {
        var file = try #require(try place.opened(user).object)
        var connection = try #require(file["connections"]?[0]?.object)
        var grant = try #require(connection["grant"]?.object)
        grant["authorized_at"] = .string(
            Timestamp.text(Date().addingTimeInterval(-days * Self.day))
        )
        connection["grant"] = .object(grant)
        file["connections"] = .array([.object(connection)])
        try place.seal(JSONValue.object(file).canonicalText(), for: user)
    }

    // Lesson 11: six months from the consent, told while there is time.
    @Test("each run's report warns, in words, in JSON and where GitHub shows it")
    func report() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            for user in ["gina", "hana"] { try await place.enrol(user, "spotify", "healthy") }
            try age("gina", days: 171, in: place)
            let words = "the connection ends, and no refresh extends it"
            let advice = "ask the person to connect again before then"
            let text = try await place.latchkey("sync")
            #expect(text.status == 0)
            let line = text.output.split(separator: "\n").first { $0.contains("gina/spotify: in ") }
            #expect(line?.hasPrefix("by 20") == true)
            #expect(line?.hasSuffix(" days: \(words); \(advice)") == true)
            #expect(!text.output.contains("hana/spotify: in "))
            let json = try await place.latchkey("sync", "--json")
            let deadlines = try JSONValue(parsing: Array(json.output.utf8))["deadlines"]?.array
            #expect(deadlines?.compactMap { $0["user"]?.string } == ["gina"])
            #expect(deadlines?[0]["warning"] == 14)
            #expect(deadlines?[0]["nextStep"] == .string(advice))
            let actions = try await place.latchkey(
                "sync",
                environment: [
                    "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(place.path)/summary.md",
                ]
            )
            #expect(actions.errors.contains("::warning title=gina/spotify::in "))
            let summary = String(
                decoding: try #require(try place.bytes("summary.md")),
                as: UTF8.self
            )
            #expect(summary.contains("| gina/spotify | \(words) | \(advice) |"))
            let attention = try place.status("attention.json")["items"]
            #expect(attention?.array?.count == 1)
            #expect(attention?[0]?["warning"] == 14)
            #expect(attention?[0]?["url"]?.string?.contains("/spotify/accounts/authorize") == true)
        }
    }

    // Lesson 27.
    @Test("a run writes an event for each change and none for a run without one")
    func events() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("gina", "spotify", "healthy")
            let first = try await place.latchkey("sync", "--json")
            let report = try JSONValue(parsing: Array(first.output.utf8))
            #expect(report["events"]?.array?.count == 1)
            let path = "data/history/events.ndjson"
            let history = try #require(try place.bytes(path))
            #expect(report["events"]?[0]?.canonicalLine() == history.dropLast())
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.bytes(path) == history)
            try place.write("junk", to: "data/connections/gina.gpg")
            #expect(try await place.latchkey("sync").status == 3)
            let last = try #require(
                try place.bytes(path)?.split(separator: UInt8(ascii: "\n")).last
            )
            let event = try JSONValue(parsing: Array(last))
            #expect(event["from"] == "connected")
            #expect(event["to"] == "broken")
        }
    }

    // Lesson 53.
    @Test("status, doctor and the next run say that the schedule looks switched off")
    func outage() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            let path = "data/status/heartbeat.json"
            var heartbeat = try #require(try place.status("heartbeat.json").object)
            let starts = (0..<20).map { index in
                let hours = 23 * 24 + Double(20 - index) * 3
                return JSONValue.string(Timestamp.text(Date().addingTimeInterval(-hours * 3600)))
            }
            heartbeat["runs"] = ["starts": .array(starts)]
            let text = JSONValue.object(heartbeat).canonicalText()
            try place.write(String(decoding: text, as: UTF8.self), to: path)
            let verbose = try await place.latchkey("status", "--verbose")
            #expect(verbose.output.contains("SURVIVES"))
            #expect(verbose.output.contains(" missed runs"))
            let plan = try await place.latchkey("plan", "--json")
            let planned = try JSONValue(parsing: Array(plan.output.utf8))["connections"]?[0]
            #expect(try #require(planned?["survivesMissedRuns"]?.integer) > 10)
            let sentence = "the last run was 23 days ago; runs used to come every 3 h"
            for command in ["status", "doctor", "sync"] {
                let result = try await place.latchkey(command)
                #expect((result.output + result.errors).contains(sentence), "\(command)")
            }
            #expect(try await !place.latchkey("status").errors.contains(sentence))
        }
    }
}
