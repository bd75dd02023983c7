import Documents
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Sandbox

@Suite("Scripted faults")
struct FaultScriptTests {
    private static let path = "/strict/token"

    private func refresh(_ stage: Stage, _ token: String) async throws -> Reply {
        try await stage.post(
            Self.path,
            [("grant_type", "refresh_token"), ("refresh_token", token)],
            Stage.basic("sandbox-app", "sandbox-secret")
        )
    }

    private func stage(_ fault: JSONObject) async throws -> (Stage, token: String) {
        let stage = Stage()
        var fault = fault
        if fault["path"] == nil { fault["path"] = .string(Self.path) }
        _ = try await stage.control("faults", .object(fault))
        return (stage, try await stage.grant("strict")["refresh_token"]?.string ?? "")
    }

    @Test("A status comes as scripted, and nothing was done")
    func status() async throws {
        let (stage, token) = try await stage([
            "kind": "status", "status": 429, "retry_after": 7, "body": ["error": "slow_down"],
        ])
        let reply = try await refresh(stage, token)
        #expect(reply.status == 429)
        #expect(reply.headers[.retryAfter] == "7")
        #expect(reply.error == "slow_down")
        #expect(try await stage.report("strict")["refreshes"] == 0)
        #expect(try await refresh(stage, token).status == 200)
    }

    @Test("A status can hide that the provider acted")
    func actsFirst() async throws {
        let (stage, token) = try await stage([
            "kind": "status", "status": 504, "acts_first": true,
        ])
        #expect(try await refresh(stage, token).status == 504)
        #expect(try await stage.report("strict")["refreshes"] == 1)
        #expect(try await refresh(stage, token).error == "invalid_grant")
    }

    @Test("A page comes where JSON is expected")
    func html() async throws {
        let (stage, token) = try await stage(["kind": "html", "status": 200])
        let reply = try await refresh(stage, token)
        #expect(reply.status == 200)
        #expect(reply.headers[.contentType]?.hasPrefix("text/html") == true)
    }

    @Test("A truncated answer is half of a JSON text, and the provider acted")
    func truncated() async throws {
        let (stage, token) = try await stage(["kind": "truncated"])
        let reply = try await refresh(stage, token)
        #expect(reply.body.hasPrefix("{"))
        #expect(reply.json == .null)
        #expect(try await stage.report("strict")["refreshes"] == 1)
    }

    @Test("A huge answer has the size that was asked for")
    func huge() async throws {
        let (stage, token) = try await stage(["kind": "huge", "size": 200_001])
        #expect(try await refresh(stage, token).body.utf8.count == 200_001)
    }

    @Test(
        "Faults wait, strike as often as told, and pass other paths and methods by",
        arguments: [
            (["skip": 1, "times": 2], [200, 503, 503, 200]),
            (["method": "get"], [200, 200, 200, 200]),
            (["path": "/strict/toke"], [200, 200, 200, 200]),
            (["path": "/strict/*"], [503, 200, 200, 200]),
        ] as [(JSONObject, [Int])]
    )
    func turns(fault: JSONObject, statuses: [Int]) async throws {
        var fault = fault
        fault["kind"] = "status"
        fault["status"] = 503
        var (stage, token) = try await stage(fault)
        var seen: [Int] = []
        for _ in statuses {
            let reply = try await refresh(stage, token)
            seen.append(reply.status)
            token = reply.json["refresh_token"]?.string ?? token
        }
        #expect(seen == statuses)
    }

    @Test("A fault that lasts strikes for so long from its first call, however many come")
    func lasting() async throws {
        let (stage, token) = try await stage(["kind": "status", "status": 429, "lasting": 1000])
        stage.world.clock.advance(by: 5000)
        #expect(try await refresh(stage, token).status == 429)
        stage.world.clock.advance(by: 500)
        #expect(try await refresh(stage, token).status == 429)
        stage.world.clock.advance(by: 500)
        #expect(try await refresh(stage, token).status == 200)
        #expect(stage.world.faults.remaining == 0)
    }

    @Test(
        "A broken connection gives no answer; whether anything was done depends",
        arguments: [
            ("drop", 1), ("cut", 1), ("reset", 0),
        ]
    )
    func broken(kind: String, refreshes: Int) async throws {
        let (stage, token) = try await stage(["kind": .string(kind)])
        let headers: HTTPFields = [
            .authorization: Stage.basic("sandbox-app", "sandbox-secret")[.authorization] ?? "",
            .contentType: "application/x-www-form-urlencoded",
        ]
        let form = Stage.form([("grant_type", "refresh_token"), ("refresh_token", token)])
        await #expect(throws: (any Error).self) {
            try await SandboxApplication.make(stage.world).test(.live) { client in
                try await client.execute(
                    uri: Self.path,
                    method: .post,
                    headers: headers,
                    body: ByteBuffer(string: form)
                ) { _ in }
            }
        }
        #expect(try await stage.report("strict")["refreshes"]?.integer == refreshes)
    }

    @Test("A share of calls fails, some of them after the work was done")
    func failureRate() async throws {
        let stage = Stage { $0.failureRate = 0.5 }
        var failures = 0
        for _ in 0..<60 {
            let token = try await stage.grant("strict")["refresh_token"]?.string ?? ""
            if try await refresh(stage, token).status >= 500 { failures += 1 }
        }
        let reports = try await stage.get("/sandbox/grants/strict/alice").json["grants"]?.array
        let done = reports?.count { $0["refreshes"] == 1 } ?? 0
        #expect(10...50 ~= failures)
        #expect(done > 60 - failures)
        #expect(done < 60)
    }
}
