import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run calls the steps that are due, and keeps what the others said")
struct StepRhythmRunTests {
    private func scene() async throws -> Scene {
        let scene = try Scene(["plain": Sample.steps])
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
        )
        return scene
    }

    private static let picture = "https://cdn.test/a.jpg?oe=7fffffff"

    /// A provider whose pictures are signed anew on each answer.
    private func provider(
        fans: Int = 1234,
        name: String = "alice",
        about status: Int = 200
    ) -> ScriptedTransport {
        ScriptedTransport { request in
            guard request.url.hasSuffix("/about") else {
                return .json(#"{"id":"7","name":"\#(name)"}"#, headers: [("ETag", #""w""#)])
            }
            let isKnown = request.headers.contains { $0.value == #""a\#(fans)""# }
            return .json(
                #"{"fans":\#(fans),"picture":"\#(Self.picture)"}"#,
                status: isKnown ? 304 : status,
                headers: [("ETag", #""a\#(fans)""#)]
            )
        }
    }

    private func paths(_ transport: ScriptedTransport) -> [String] {
        transport.requests.map { String($0.url.dropFirst(22)) }
    }

    @Test("four weeks of runs every three hours: four calls a day, and one a week")
    func fourWeeks() async throws {
        var scene = try await scene()
        let first = try await scene.run(provider()).record()
        let transport = provider()
        for _ in 0..<(28 * 8) {
            scene.clock.advance(hours: 3)
            let record = try await scene.run(transport).record()
            #expect(record == first)
        }
        #expect(paths(transport).count { $0 == "/me" } == 28 * 4)
        #expect(paths(transport).count { $0 == "/about" } == 4)
        #expect(first.profile["fans"] == 1234)
        #expect(first.profile["pictureExpiresAt"] != nil)
    }

    /// A scene at a quarter of an hour before the first step comes due, the second well away.
    private func beforeDue() async throws -> Scene {
        let scene = try await scene()
        let due = DueSlot.next("alice/plain/default/profile", period: 21_600, after: Sample.now)
        scene.clock.advance(hours: due.timeIntervalSince(Sample.now) / 3600 - 0.25)
        return scene
    }

    @Test("new values are laid over the old ones of the other steps")
    func laidOver() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider())
        scene.clock.advance(hours: 0.5)
        let next = provider(fans: 0, name: "anna")
        let report = try await scene.run(next)
        #expect(paths(next) == ["/me"])
        #expect(report.calls == 1)
        let record = try report.record()
        #expect(record.profile["username"] == "anna")
        #expect(record.profile["fans"] == 1234)
        #expect(record.profile["picture"]?.string == Self.picture)
        #expect(record.profile["pictureExpiresAt"] != nil)
        #expect(record.doubted.isEmpty)
        #expect(record.lastSync == scene.clock.now)
    }

    @Test("what is doubted stays so while its step rests, and the second look asks it")
    func doubted() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider())
        let empty = provider(fans: 0)
        let first = try await scene.run(empty, everything: true).record()
        #expect(first.doubted == ["fans": scene.clock.now])
        scene.clock.advance(hours: 0.5)
        let between = provider(fans: 0)
        let record = try await scene.run(between).record()
        #expect(paths(between) == ["/me"])
        #expect(record.doubted == first.doubted)
        #expect(record.profile["fans"] == 1234)
        scene.clock.advance(hours: 0.6)
        let second = provider(fans: 0)
        let believed = try await scene.run(second).record()
        #expect(paths(second) == ["/me", "/about"])
        #expect(believed.profile["fans"] == 0)
        #expect(believed.doubted.isEmpty)
    }

    @Test("an optional step's failure is no second look")
    func failedLook() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider())
        let doubt = try await scene.run(provider(fans: 0), everything: true).record().doubted
        let failed = try await scene.run(provider(about: 500), everything: true).record()
        #expect(doubt.keys.sorted() == ["fans"])
        #expect(failed.doubted == doubt)
        #expect(failed.profile["fans"] == 1234)
    }

    @Test("a step that failed at first is tried along with the others until it brings something")
    func neverThere() async throws {
        var scene = try await beforeDue()
        let first = provider(about: 500)
        #expect(try await scene.run(first).record().profile["fans"] == nil)
        scene.clock.advance(hours: 0.1)
        let early = provider()
        _ = try await scene.run(early)
        #expect(paths(early) == [])
        scene.clock.advance(hours: 0.4)
        let second = provider()
        #expect(try await scene.run(second).record().profile["fans"] == 1234)
        #expect(paths(second) == ["/me", "/about"])
        scene.clock.advance(hours: 6)
        let third = provider()
        _ = try await scene.run(third)
        #expect(paths(third) == ["/me"])
    }

    @Test("the answer of a step that rests is kept, and asked about when it is due")
    func kept() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider(), answersResting: "pipelines-1")
        scene.clock.advance(hours: 0.5)
        let resting = provider()
        _ = try await scene.run(resting, answersResting: "pipelines-1")
        #expect(paths(resting) == ["/me"])
        let all = provider()
        let report = try await scene.run(all, everything: true, answersResting: "pipelines-1")
        #expect(paths(all) == ["/me", "/about"])
        let conditions = all.requests.map { request in
            request.headers.first { $0.name == "If-None-Match" }?.value
        }
        #expect(conditions.last == #""a1234""#)
        #expect(report.unchanged == 1)
        #expect(try report.record().profile["fans"] == 1234)
    }

    @Test("a limit on calls counts what is due, and what it puts off is read by the next run")
    func limited() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider())
        scene.clock.advance(hours: 0.5)
        let none = provider()
        let put = try await scene.run(none, mostCalls: 0)
        #expect(paths(none) == [])
        #expect(try put.entry().deferral != nil)
        let one = provider()
        #expect(try await scene.run(one, mostCalls: 1).entry().deferral == nil)
        #expect(paths(one) == ["/me"])
    }

    @Test("a refused token is renewed, and the same steps are read again")
    func renewed() async throws {
        var scene = try await beforeDue()
        _ = try await scene.run(provider())
        scene.clock.advance(hours: 0.5)
        let plain = provider()
        let transport = ScriptedTransport { request in
            if request.url.hasSuffix("/token") { return .token("access-token-2") }
            let isOld = request.headers.contains { $0.value == "Bearer access-token-1" }
            if isOld { return .json(#"{"error":"invalid_token"}"#, status: 401) }
            do throws(TransportError) { return .success(try await plain.send(request)) } catch {
                return .failure(error)
            }
        }
        let report = try await scene.run(transport)
        #expect(paths(plain) == ["/me"])
        #expect(try report.entry().didRefresh)
        #expect(try report.record().profile["fans"] == 1234)
    }
}
