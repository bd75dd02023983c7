import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// A provider with too many calls, and the built program in the middle of a crowd.
@Suite("A provider that limits in the middle of a run")
struct MassLimitTests {
    private static let profile = "/spotify/api/v1/me"

    /// Calls by their status since the log was last cleared; 0 for those that a fault has struck.
    private func statuses(_ sandbox: SandboxServer) async throws -> [Int: Int] {
        let calls = try #require(try await sandbox.control("GET", "log")["calls"]?.array)
        return calls.reduce(into: [:]) { counts, call in
            counts[call["status"]?.integer ?? 0, default: 0] += call["count"]?.integer ?? 0
        }
    }

    @Test(
        "gets no more than what was under way, condemns nobody, and the rest goes first next time",
        arguments: [nil, 3600]
    )
    func middle(retryAfter: Int?) async throws {
        try await SandboxServer.serving("--latency", "20", "--clock-speed", "0") { sandbox in
            let place = try await Workplace(sandbox)
            let users = try await place.enrolCrowd(240, "spotify")
            try await sandbox.control("DELETE", "log")
            var fault: JSONObject = [
                "path": .string(Self.profile), "kind": "status", "status": 429, "skip": 100,
                "times": 100_000,
            ]
            if let retryAfter { fault["retry_after"] = .number(JSONNumber(retryAfter)) }
            try await sandbox.control("POST", "faults", .object(fault))

            let first = try await place.latchkey("sync")
            #expect(first.status == 3, "\(first.output)\(first.errors)")
            let counts = try await statuses(sandbox)
            #expect(counts[200] == 100)
            let refused = counts[0] ?? 0
            // Sixteen and a quarter of what was answered were under way at most, and a few more
            // had gone before the third refusal was heard.
            #expect((3...16 + 25 + 8).contains(refused), "\(refused) calls were refused")
            #expect(first.output.contains("wait and go first"), "\(first.output)")
            for user in users {
                let state = try place.state(user, "spotify")
                #expect(!state.contains("needs_reconnect"), "\(user): \(state)")
            }
            let served = try place.read(of: users, "spotify")
            #expect(served.count == 100)

            // What the host has borne is there for the next run.
            let kept = try await place.shell("ls data/connections/.pack/*/hosts.note")
            #expect(kept.status == 0, "\(kept.errors)")

            // Within the wait it asks for nobody calls.
            try await sandbox.control("DELETE", "log")
            _ = try await place.latchkey("sync")
            #expect(try await statuses(sandbox) == [:])

            // The wait is over: what was left over goes first.
            try await sandbox.control("DELETE", "faults")
            try place.forgetWaits(of: users)
            let next = try await place.latchkey("sync", "--everything", "--max-calls", "60")
            #expect(next.status == 0, "\(next.output)\(next.errors)")
            #expect(try await statuses(sandbox) == [200: 60])
            let later = try place.read(of: users, "spotify")
            #expect(later.count == 160)
        }
    }

    @Test("is waited for where the wait is short, and everybody is read in that run")
    func shortWait() async throws {
        try await SandboxServer.serving("--latency", "20") { sandbox in
            let place = try await Workplace(sandbox)
            let users = try await place.enrolCrowd(120, "spotify")
            try await sandbox.control("DELETE", "log")
            try await sandbox.control(
                "POST",
                "faults",
                [
                    "path": .string(Self.profile), "kind": "status", "status": 429, "skip": 40,
                    "lasting": 1, "retry_after": 2,
                ]
            )
            let result = try await place.latchkey("sync")
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            #expect(try place.read(of: users, "spotify").count == 120)
            let counts = try await statuses(sandbox)
            #expect(counts[200] == 120)
            #expect((3...16 + 10 + 8).contains(counts[0] ?? 0), "\(counts)")
        }
    }

    @Test("no run makes more calls than --max-calls, those that are repeated counted")
    func mostCalls() async throws {
        try await SandboxServer.serving("--latency", "5") { sandbox in
            let place = try await Workplace(sandbox)
            let users = try await place.enrolCrowd(60, "spotify")
            // A token that is due comes before all data.
            try await place.enrol("zoe", "instagram", "due")
            try await sandbox.control("DELETE", "log")
            // Answers that are asked for once more.
            try await sandbox.control(
                "POST",
                "faults",
                [
                    "path": .string(Self.profile), "kind": "status", "status": 503, "skip": 3,
                    "times": 6,
                ]
            )
            let first = try await place.latchkey("sync", "--max-calls", "20")
            let counts = try await statuses(sandbox)
            #expect(counts.values.reduce(0, +) == 20, "\(counts) \(first.output)")
            #expect(try await sandbox.calls(to: "/instagram/graph/refresh_access_token") == 1)
            #expect(first.output.contains("--max-calls 20 leaves no more room"))
            let served = try place.read(of: users, "spotify")

            try await sandbox.control("DELETE", "log")
            let second = try await place.latchkey("sync", "--everything", "--max-calls", "25")
            #expect(second.status == 0, "\(second.output)\(second.errors)")
            #expect(try await statuses(sandbox) == [200: 25])
            let later = try place.read(of: users, "spotify")
            // Nobody was read twice while another waited.
            #expect(later.count >= served.count + 24)
        }
    }
}
