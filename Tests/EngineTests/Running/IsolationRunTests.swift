import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("One bad thing stays one bad thing")
struct IsolationRunTests {
    private static let other = Sample.plain.replacing("plain.test", with: "other.test")

    @Test("refused credentials of the app stop its provider's other connections, and no one else")
    func appRefused() async throws {
        var scene = try Scene(["plain": Sample.plain, "other": Self.other])
        try await scene.enroll("alice", Scene.due())
        try await scene.enroll("bob", Scene.due(), Scene.due("other", label: "o"))
        let transport = ScriptedTransport { request in
            if request.url.contains("plain.test") { return .refusal("invalid_client", status: 401) }
            return request.method == "POST" ? .token("access-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(transport.calls.count { $0.contains("plain.test") } == 1)
        #expect(try report.record("alice").reason == .appRefused)
        #expect(try report.record("bob").reason == .appRefused)
        #expect(try report.record("bob").state == .degraded)
        #expect(try report.entry("bob").failure?.call == nil)
        #expect(try report.record("bob", label: "o").state == .connected)
    }

    // Lesson 23: the account behind the fourth is not judged by the first three.
    @Test("three rate limits in a row stop the provider; an answer in between starts anew")
    func rateLimited() async throws {
        var scene = try Scene()
        for user in ["a", "b", "c", "d", "e", "f", "g"] {
            try await scene.enroll(
                user,
                Connection(provider: "plain", grant: Sample.grant(access: "of-\(user)"))
            )
        }
        let transport = ScriptedTransport { request in
            let isGood = request.headers.contains { $0.value == "Bearer of-c" }
            return isGood ? .profile : .json("{}", status: 429)
        }
        let report = try await scene.run(transport)
        #expect(transport.calls.count == 6)
        #expect(try report.record("c").state == .connected)
        #expect(try report.entry("g").deferral?.cause == .held)
        #expect(try report.record("g").reason == nil)
    }

    @Test("three connections that find no way close it for the run, and the next one tries again")
    func unreachable() async throws {
        var scene = try Scene()
        for user in ["a", "b", "c", "d", "e"] { try await scene.enroll(user, Scene.due()) }
        let dead = ScriptedTransport { _ in .lost(.connecting) }
        let report = try await scene.run(dead)
        #expect(dead.tokenCalls == 3)
        #expect(report.entries.allSatisfy { $0.record.reason == .unreachable })
        #expect(report.entries.allSatisfy { $0.record.state == .degraded })
        let alive = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2", refresh: "refresh-2") : .profile
        }
        let next = try await scene.run(alive)
        #expect(next.entries.allSatisfy { $0.record.state == .connected })
    }

    // Lessons 29, 30 and 41: a file we can't read is no word about the grant, and stops nobody.
    @Test("a broken file and a locked one leave the others")
    func closedFiles() async throws {
        var scene = try Scene()
        for user in ["alice", "bob", "carol"] { try await scene.enroll(user, Scene.due()) }
        try scene.disk.files.replace("c/bob.gpg", with: Array("garbage".utf8), mode: 0o600)
        let known = scene.cipher.keys
        scene.cipher.keys = [PlainCipher.key("Test <test@example.org>", number: 2)]
        try await scene.enroll("dave", Scene.due())
        scene.cipher.keys = known
        let transport = ScriptedTransport { request in
            request.method == "POST" ? .token("access-2") : .profile
        }
        let report = try await scene.run(transport)
        #expect(report.entries.map(\.record.key.user.text) == ["alice", "carol"])
        #expect(report.entries.allSatisfy { $0.record.state == .connected })
        #expect(report.closedFiles.map(\.user) == ["bob", "dave"])
        #expect(report.closedFiles.map(\.state) == [.broken, .locked])
        #expect(report.closedFiles.map(\.reason) == [.fileBroken, .fileLocked])
        #expect(report.users == ["alice", "bob", "carol", "dave"])
        #expect(scene.disk.files.files["c/bob.gpg"] == Array("garbage".utf8))
    }

    @Test("a failing connection leaves the user's others")
    func sameUser() async throws {
        var scene = try Scene()
        try await scene.enroll(
            "alice",
            Scene.due(label: "a", refresh: "refresh-a"),
            Scene.due(label: "b", refresh: "refresh-b")
        )
        let transport = ScriptedTransport { request in
            guard request.method == "POST" else { return .profile }
            return request.field("refresh_token") == "refresh-a"
                ? .refusal("invalid_grant") : .token("access-2", refresh: "refresh-2")
        }
        let report = try await scene.run(transport)
        #expect(try report.record(label: "a").state == .degraded)
        #expect(try report.record(label: "b").state == .connected)
        #expect(
            try await scene.stored(label: "a").grant?.refreshToken == Secret("refresh-a")
        )
        #expect(
            try await scene.stored(label: "b").grant?.refreshToken == Secret("refresh-2")
        )
    }

    @Test("a provider without a pipeline, and one whose file has errors, are told apart")
    func noPipeline() async throws {
        var scene = try Scene()
        scene.brokenProviders = ["broken"]
        try await scene.enroll(
            "alice",
            Scene.due("broken", label: "a"),
            Scene.due("gone", label: "b"),
            Scene.due("plain", label: "c")
        )
        let transport = ScriptedTransport([.token("access-2"), .profile])
        let report = try await scene.run(transport)
        #expect(report.entries.map(\.record.reason) == [.pipelineInvalid, .pipelineMissing, nil])
        #expect(report.entries.map(\.record.state) == [.degraded, .degraded, .connected])
    }

    @Test("a missing variable stops its provider only, and is told once, at its place")
    func unconfigured() async throws {
        let other = Self.other.replacing("env.PLAIN_", with: "env.OTHER_")
        var scene = try Scene(["plain": Sample.plain, "other": other])
        try await scene.enroll("alice", Scene.due(), Scene.due("other", label: "o"))
        try await scene.enroll("bob", Scene.due("other", label: "o"))
        let transport = ScriptedTransport([.token("access-2"), .profile])
        let report = try await scene.run(transport)
        #expect(try report.record("alice").state == .connected)
        #expect(try report.record("alice", label: "o").reason == .appUnconfigured)
        #expect(try report.record("bob", label: "o").reason == .appUnconfigured)
        #expect(
            report.diagnostics.map(\.message) == ["the environment variable OTHER_ID is not set"]
        )
    }

    @Test("a parameter that breaks its guard sends nothing anywhere")
    func guardedParameter() async throws {
        let text = Sample.plain.replacing(
            "client:",
            with: "parameters:\n  host: {pattern: '[a-z]+[.]test'}\nclient:"
        ).replacing("https://api.plain.test/me", with: "https://${param.host}/me")
        var scene = try Scene(["plain": text])
        var connection = Connection(provider: "plain", grant: Sample.grant())
        connection.parameters = ["host": Secret("evil.test/x?")]
        try await scene.enroll("alice", connection)
        let transport = ScriptedTransport([])
        let record = try await scene.run(transport).record()
        #expect(record.reason == .parameterInvalid)
        #expect(record.state == .degraded)
        #expect(transport.requests.isEmpty)
    }

    @Test("results come in the order of users, whoever finishes first")
    func order() async throws {
        var scene = try Scene()
        scene.width = 3
        for user in ["c", "a", "b"] {
            try await scene.enroll(
                user,
                Connection(provider: "plain", grant: Sample.grant(access: "of-\(user)"))
            )
        }
        let (finished, gate) = AsyncStream.makeStream(of: Void.self)
        let transport = ScriptedTransport { request in
            let isFirst = request.headers.contains { $0.value == "Bearer of-a" }
            if isFirst {
                // The first user's answer waits for the others'.
                var others = finished.makeAsyncIterator()
                _ = await others.next()
                _ = await others.next()
            } else {
                gate.yield()
            }
            return .profile
        }
        let report = try await scene.run(transport)
        #expect(report.entries.map(\.record.key.user.text) == ["a", "b", "c"])
        #expect(report.entries.allSatisfy { $0.didRead })
    }

    @Test(
        "--only works on what it names and lets the rest be as it was",
        arguments: [
            (["alice"], ["alice"]), (["plain"], ["alice", "bob"]), (["bob/plain"], ["bob"]),
            (["alice/plain/default", "bob"], ["alice", "bob"]), (["carol"], []),
        ]
    )
    func only(options: [String], worked: [String]) async throws {
        var scene = try Scene()
        for user in ["alice", "bob"] {
            try await scene.enroll(user, Connection(provider: "plain", grant: Sample.grant()))
        }
        let report = try await scene.run(ScriptedTransport { _ in .profile }, only: options)
        #expect(report.entries.filter(\.didRead).map(\.record.key.user.text) == worked)
        #expect(report.isPartial)
        #expect(report.users == ["alice", "bob"])
    }

    @Test("a connection left out keeps its standing")
    func leftOut() async throws {
        var scene = try Scene()
        try await scene.enroll("alice", Scene.due(label: "a"), Scene.due(label: "b"))
        _ = try await scene.run(ScriptedTransport { _ in .refusal("invalid_grant") })
        let before = scene.memory.records
        scene.clock.advance(hours: 2)
        let report = try await scene.run(ScriptedTransport([]), only: ["alice/plain/c"])
        #expect(report.entries.map(\.record) == report.entries.map { before[$0.record.key] })
    }
}
