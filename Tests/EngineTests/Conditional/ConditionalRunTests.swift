import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run asks only whether an answer has changed")
struct ConditionalRunTests {
    private static let basis = "pipelines-1"

    private static func profile(
        _ name: String = "ann",
        _ headers: [(name: String, value: String)] = [("ETag", #""v1""#)]
    ) -> ScriptedTransport.Answer {
        .json(#"{"id":"7","name":"\#(name)"}"#, headers: headers)
    }

    private static func unchanged(
        _ headers: [(name: String, value: String)] = [],
        body: String = ""
    ) -> ScriptedTransport.Answer {
        .json(body, status: 304, headers: headers)
    }

    private func scene(_ text: String = Sample.plain) async throws -> Scene {
        let scene = try Scene(["plain": text])
        try await scene.enroll(
            "alice",
            Connection(
                provider: "plain",
                accountID: "7",
                grant: Sample.grant(accessEnds: 40 * Sample.day),
                generation: 1
            )
        )
        return scene
    }

    /// A run, and the condition of each of its calls.
    private func run(
        _ scene: inout Scene,
        _ answers: [ScriptedTransport.Answer],
        basis: String? = Self.basis
    ) async throws -> (report: RunReport, conditions: [String?]) {
        let transport = ScriptedTransport(answers)
        let report = try await scene.run(transport, everything: true, answersResting: basis)
        let conditions = transport.requests.map { request in
            request.headers.first { $0.name.hasPrefix("If-") }.map { "\($0.name): \($0.value)" }
        }
        return (report, conditions)
    }

    @Test("a 304 is looked at and unchanged: fresh, and the record stays as it is")
    func unchanged() async throws {
        var scene = try await scene()
        let first = try await run(&scene, [Self.profile()])
        #expect(first.conditions == [nil])
        #expect(first.report.unchanged == 0)
        scene.clock.advance(hours: 7)
        let second = try await run(&scene, [Self.unchanged()])
        #expect(second.conditions == [#"If-None-Match: "v1""#])
        #expect(second.report.unchanged == 1)
        #expect(try second.report.entry().didRead)
        #expect(try second.report.entry().failure == nil)
        #expect(try second.report.record() == first.report.record())
    }

    @Test("after a failure a 304 makes fresh again what was stale")
    func freshAgain() async throws {
        var scene = try await scene()
        let first = try await run(&scene, [Self.profile()])
        scene.clock.advance(hours: 7)
        let failed = try await run(&scene, [.lost(.connecting)])
        #expect(try failed.report.record().stale != nil)
        scene.clock.advance(hours: 7)
        let again = try await run(&scene, [Self.unchanged()])
        #expect(again.conditions == [#"If-None-Match: "v1""#])
        #expect(try again.report.record().stale == nil)
        #expect(try again.report.record().profile == first.report.record().profile)
    }

    @Test("a 304 brings back what a lost page no longer shows")
    func lostPage() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        scene.memory.records = [:]
        let again = try await run(&scene, [Self.unchanged()])
        #expect(try again.report.record().profile["username"] == "ann")
    }

    @Test("a 304's body is nothing: what was kept counts")
    func body() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let again = try await run(&scene, [Self.unchanged(body: #"{"id":"8","name":"eve"}"#)])
        #expect(try again.report.record().profile["username"] == "ann")
    }

    @Test("a new answer counts, whatever its tag says")
    func sameTag() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let again = try await run(&scene, [Self.profile("anna")])
        #expect(again.report.unchanged == 0)
        #expect(try again.report.record().profile["username"] == "anna")
        // And it is what the next 304 stands for.
        let third = try await run(&scene, [Self.unchanged()])
        #expect(try third.report.record().profile["username"] == "anna")
    }

    @Test("tags that change with each answer cost whole answers")
    func rotatingTags() async throws {
        var scene = try await scene()
        for number in 1...3 {
            let tag = ("ETag", "W/\"\(number)\"")
            let done = try await run(&scene, [Self.profile("ann", [tag])])
            #expect(done.conditions == [number == 1 ? nil : "If-None-Match: W/\"\(number - 1)\""])
            #expect(try done.report.record().profile["username"] == "ann")
        }
    }

    @Test("a 304 to a question that was not asked is no answer, and condemns nobody")
    func unasked() async throws {
        var scene = try await scene()
        let first = try await run(&scene, [Self.unchanged()])
        let failure = try #require(try first.report.entry().failure)
        #expect(failure.failure == .transient)
        #expect(failure.reason == .unexpectedAnswer)
        #expect(failure.detail == "it says that nothing has changed, which it was not asked")
    }

    @Test("a 304 about another version is not believed: a whole answer is asked for at once")
    func contradicted() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let again = try await run(
            &scene,
            [Self.unchanged([("ETag", #""v2""#)]), Self.profile("anna", [("ETag", #""v2""#)])]
        )
        #expect(again.conditions == [#"If-None-Match: "v1""#, nil])
        #expect(try again.report.record().profile["username"] == "anna")
    }

    @Test("a refused question is asked without a condition next time")
    func refused() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let refused = try await run(&scene, [.json("{}", status: 412)])
        #expect(try refused.report.entry().failure != nil)
        let again = try await run(&scene, [Self.profile()])
        #expect(again.conditions == [nil])
    }

    @Test(
        "an answer that may not be kept is not",
        arguments: [
            [("ETag", #""v1""#), ("Cache-Control", "private, no-store")],
            [("ETag", #""v1""#), ("Vary", "Accept, *")], [("ETag", "v1")], [],
        ]
    )
    func unkept(headers: [(name: String, value: String)]) async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile("ann", headers)])
        let again = try await run(&scene, [Self.profile("ann", headers)])
        #expect(again.conditions == [nil])
    }

    @Test("another pipeline or program asks for a whole answer, and so does a lost pack")
    func foreign() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let other = try await run(&scene, [Self.profile()], basis: "pipelines-2")
        #expect(other.conditions == [nil])
        let notes = try scene.disk.list("c/.pack/0").filter { $0.hasPrefix("answers") }
        #expect(notes == ["answers-all.note"])
        try scene.disk.replace("c/.pack/0/answers-all.note", with: [1, 2, 3], mode: 0o600)
        let lost = try await run(&scene, [Self.profile()])
        #expect(lost.conditions == [nil])
        #expect(lost.report.unchanged == 0)
    }

    @Test("another consent or another account asks for a whole answer", arguments: [true, false])
    func rebound(isConsent: Bool) async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let stored = try #require(try await scene.vault.load(try Sample.user()))
        var file = stored.file
        if isConsent {
            file.connections[0].grant?.authorizedAt = Sample.now
        } else {
            file.connections[0].accountID = "8"
        }
        file.connections[0].generation += 1
        _ = try await scene.vault.save(file, replacing: stored.digest)
        #expect(try await run(&scene, [Self.profile()]).conditions == [nil])
    }

    @Test("a renewed token asks as the old one did, another address does not")
    func bindings() throws {
        let shelf = AnswerShelf(try Scene().vault, basis: Self.basis)
        let connection = Scene.due()
        func binding(_ url: String, _ headers: [(name: String, value: String)]) throws -> String {
            let request = HTTPRequest(method: "GET", url: url, headers: headers, kind: .read)
            let user = try Sample.user()
            return try #require(AnswerSlot(shelf, user, connection, step: "profile", request))
                .binding
        }
        let url = "https://api.plain.test/me?fields=id"
        let first = try binding(url, [("Authorization", "Bearer 1"), ("Accept", "a")])
        #expect(try binding(url, [("authorization", "Bearer 2"), ("Accept", "a")]) == first)
        #expect(try binding(url + ",name", [("Accept", "a")]) != first)
        #expect(try binding(url, [("Accept", "b")]) != first)
    }

    @Test(
        "a call that sends something or has a condition of its own is made as it is",
        arguments: [("POST", "Accept"), ("GET", "if-none-match"), ("GET", "Range")]
    )
    func untouched(method: String, header: String) throws {
        let shelf = AnswerShelf(try Scene().vault, basis: Self.basis)
        let request = HTTPRequest(
            method: method,
            url: "https://api.plain.test/me",
            headers: [(header, "x")],
            kind: .read
        )
        let user = try Sample.user()
        #expect(AnswerSlot(shelf, user, Scene.due(), step: "profile", request) == nil)
    }

    @Test("`conditional: false` never asks with a condition")
    func switchedOff() async throws {
        let text = Sample.plain.replacing(
            "  every: 6h\n",
            with: "  every: 6h\n  conditional: false\n"
        )
        var scene = try await scene(text)
        _ = try await run(&scene, [Self.profile()])
        #expect(try await run(&scene, [Self.profile()]).conditions == [nil])
    }

    @Test("a version is read in full again after a week, whatever its name")
    func trust() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        scene.clock.advance(hours: 7 * 24 - 1)
        #expect(try await run(&scene, [Self.unchanged()]).report.unchanged == 1)
        scene.clock.advance(hours: 1)
        let whole = try await run(&scene, [Self.profile("anna")])
        #expect(whole.conditions == [nil])
        #expect(try whole.report.record().profile["username"] == "anna")
    }

    @Test("whoever is disconnected is forgotten")
    func forgotten() async throws {
        var scene = try await scene()
        _ = try await run(&scene, [Self.profile()])
        let stored = try #require(try await scene.vault.load(try Sample.user()))
        var file = stored.file
        file.connections[0].grant = nil
        file.connections[0].disconnectedAt = Sample.now
        _ = try await scene.vault.save(file, replacing: stored.digest)
        _ = try await run(&scene, [])
        let vault = scene.vault
        await vault.openPack(users: 1)
        let note = try #require(vault.packNote("answers-all"))
        #expect(!String(decoding: note.bytes, as: UTF8.self).contains("ann"))
    }

    private static func posts(_ paging: String) -> String {
        Sample.plain + """

            collections:
              posts:
                url: https://api.plain.test/posts
                items: $.data
                fields: {id: $.id}
                paging: \(paging)
            """
    }

    @Test(
        "a list of one page is asked about, one of several pages is read",
        arguments: [
            ("{cursor: $.after, parameter: after}", false, true),
            ("{cursor: $.after, parameter: after}", true, false),
            ("{next: $.next}", false, true), ("link", false, false),
        ]
    )
    func lists(paging: String, hasMore: Bool, isAsked: Bool) async throws {
        var scene = try await scene(Self.posts(paging))
        let more = hasMore ? #","after":"2""# : ""
        let tag = [("ETag", #""p1""#)]
        var answers: [ScriptedTransport.Answer] = [
            Self.profile(), .json(#"{"data":[{"id":"1"}]\#(more)}"#, headers: tag),
        ]
        if hasMore { answers.append(.json(#"{"data":[{"id":"2"}]}"#, headers: tag)) }
        let first = try await run(&scene, answers)
        let again = try await run(
            &scene,
            isAsked
                ? [Self.unchanged(), Self.unchanged()] : [Self.unchanged()] + answers.dropFirst()
        )
        #expect(again.conditions[1] == (isAsked ? #"If-None-Match: "p1""# : nil))
        #expect(again.conditions.count == (isAsked ? 2 : answers.count))
        #expect(try again.report.record().collections == first.report.record().collections)
        #expect(try !again.report.record().collections.isEmpty)
    }
}
