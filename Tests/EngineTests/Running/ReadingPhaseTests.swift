import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

/// Of whom only data can be due, and whose files are opened while others are read.
@Suite("A run reads steady people before all plans are made")
struct ReadingPhaseTests {
    private static let people = ["ann", "ben", "cem", "dora", "eli"]
    private static let budget = "budgets: [{calls: 2, per: 1h, scope: app}]"

    private func bearer(_ request: HTTPRequest) -> String {
        request.headers.first { $0.name == "Authorization" }?.value ?? request.description
    }

    /// Everybody was read by an earlier run, the last by name first; their tokens are well.
    private func scene(
        _ people: [String] = people,
        text: String = Sample.plain
    ) async throws -> Scene {
        var scene = try Scene(["plain": text])
        for (number, user) in people.enumerated() {
            let grant = Sample.grant(access: "of-\(user)", accessEnds: 40 * Sample.day)
            let connection = Connection(provider: "plain", grant: grant)
            try await scene.enroll(user, connection)
            let key = ConnectionKey(try Sample.user(user), connection)
            scene.memory.records[key] = ConnectionRecord(
                key: key,
                state: .connected,
                since: Sample.now.addingTimeInterval(-5 * Sample.day),
                lastSync: Sample.now.addingTimeInterval(-Double(number + 1) * 7200)
            )
        }
        return scene
    }

    /// What a run over these people asks for, in its order, and what it reports.
    private func run(
        _ scene: Scene,
        steady: [String],
        mostCalls: Int? = nil
    ) async throws -> (calls: [String], report: RunReport) {
        var scene = scene
        let calls = Mutex<[String]>([])
        let transport = ScriptedTransport { request in
            calls.withLock { $0.append(bearer(request)) }
            return request.url.hasSuffix("/token")
                ? .json(#"{"access_token":"new","expires_in":3600}"#) : .profile
        }
        let report = try await scene.run(
            transport,
            everything: true,
            mostCalls: mostCalls,
            steady: steady
        )
        return (calls.withLock { $0 }, report)
    }

    @Test(
        "in the order in which they have waited, among the others",
        arguments: [["ann"], ["eli"], ["ben", "dora"], people, people + ["nobody"]]
    )
    func order(steady: [String]) async throws {
        let plain = try await run(scene(), steady: [])
        let early = try await run(scene(), steady: steady)
        #expect(early.calls == plain.calls)
        #expect(early.calls == Self.people.reversed().map { "Bearer of-\($0)" })
        #expect(early.report.entries.map(\.record) == plain.report.entries.map(\.record))
        #expect(early.report.quiet == plain.report.quiet)
    }

    @Test(
        "after the tokens of others, and does all that is due of one who needs a token all the same",
        arguments: [(false, 0), (true, 5)]
    )
    func tokens(isTakenForSteady: Bool, place: Int) async throws {
        let scene = try await scene()
        let grant = Sample.grant(access: "of-zoe", accessEnds: -60)
        try await scene.enroll("zoe", Connection(provider: "plain", grant: grant))
        let steady = Self.people + (isTakenForSteady ? ["zoe"] : [])
        let (calls, report) = try await run(scene, steady: steady)
        #expect(calls.count == 7)
        #expect(calls.firstIndex { $0.hasSuffix("/token") } == place)
        let zoe = try report.entry("zoe")
        #expect(zoe.didRefresh && zoe.didRead)
        #expect(report.entries.map(\.record.key.user.text) == Self.people + ["zoe"])
    }

    @Test("but not where a limit is shared out among all", arguments: [true, false])
    func limited(byOption: Bool) async throws {
        let text =
            byOption
            ? Sample.plain
            : Sample.plain.replacing("public:", with: "rate_limits:\n  \(Self.budget)\npublic:")
        let mostCalls = byOption ? 2 : nil
        let plain = try await run(scene(text: text), steady: [], mostCalls: mostCalls)
        let early = try await run(scene(text: text), steady: Self.people, mostCalls: mostCalls)
        #expect(plain.calls == early.calls)
        #expect(early.calls.first == "Bearer of-eli")
        #expect(early.calls.count < Self.people.count)
        #expect(early.report.entries.map(\.record) == plain.report.entries.map(\.record))
        #expect(early.report.behind == plain.report.behind)
    }

    @Test("and tells of a file among theirs that can't be opened")
    func closed() async throws {
        let scene = try await scene()
        try scene.disk.files.replace("c/cem.gpg", with: [1, 2, 3], mode: 0o600)
        let (calls, report) = try await run(scene, steady: Self.people)
        #expect(calls.count == 4)
        #expect(report.closedFiles.map(\.user) == ["cem"])
        #expect(report.closedFiles.map(\.state) == [.broken])
    }

    @Test("and tells ahead of nobody until every secret of the run is known")
    func secrets() async throws {
        let people = (100..<180).map { "u\($0)" }
        var scene = try await scene(people)
        scene.width = 3
        let opened = Mutex<[Int]>([])
        let (before, cipher) = (scene.cipher.openCount, scene.cipher)
        let report = try await scene.run(
            ScriptedTransport { _ in .profile },
            everything: true,
            steady: people,
            foretell: { _, _ in opened.withLock { $0.append(cipher.openCount - before) } }
        )
        #expect(opened.withLock { $0 } == Array(repeating: people.count, count: people.count))
        #expect(report.entries.count == people.count)
        #expect(report.entries.map(\.didRead) == people.map { _ in true })
    }

    @Test("and leaves out what repeats a secret that was not known when it was read")
    func laterSecrets() async throws {
        let people = (1000..<2000).map { "u\($0)" }
        var scene = try await scene(people)
        scene.width = 8
        // The token of whoever is opened last.
        let answer = #"{"id":"7","name":"of-u1000"}"#
        let report = try await scene.run(
            ScriptedTransport { _ in .json(answer) },
            everything: true,
            steady: people
        )
        #expect(report.entries.count { $0.didRead } == people.count)
        #expect(report.entries.count { $0.record.profile["username"] != nil } == 0)
        #expect(report.entries.count { $0.record.profile["id"] == "7" } == people.count)
    }

    @Test("and says of everybody whom it has not reached when it is stopped")
    func stopped() async throws {
        let people = (100..<500).map { "u\($0)" }
        var scene = try await scene(people)
        let control = scene.control()
        let transport = ScriptedTransport { _ in
            control.stop(.signal(15))
            return .profile
        }
        let report = try await scene.run(
            transport,
            everything: true,
            control: control,
            steady: people
        )
        #expect(transport.calls.count == 1)
        #expect(report.stopped == .signal(15))
        #expect(report.entries.count { $0.didRead } == 1)
        #expect(report.entries.count { $0.failure?.reason == .notReached } == 399)
        let last = try report.entry("u499")
        #expect(last.didRead)
    }
}
