import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

// Lesson 35.
@Suite("The last good values stay until an emptiness is seen twice")
struct EmptinessRunTests {
    private static let pipeline = Sample.plain.replacing(
        "    username: $.name\n",
        with: "    username: $.name\n    followers: {path: $.followers, as: integer}\n"
    ).replacing(
        "public: [id, username]",
        with: """
            collections:
              posts:
                every: 6h
                url: https://api.plain.test/posts
                items: $.items
                fields: {id: $.id}
            public: [id, username, followers]
            """
    )

    private func provider(followers: Int, posts: Int, id: String = "7") -> ScriptedTransport {
        ScriptedTransport { request in
            guard request.url.hasSuffix("/posts") else {
                return .json(#"{"id":"\#(id)","name":"alice","followers":\#(followers)}"#)
            }
            let items = (0..<posts).map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
            return .json(#"{"items":[\#(items)]}"#)
        }
    }

    private func scene() async throws -> Scene {
        var scene = try Scene(["plain": Self.pipeline])
        try await scene.enroll(
            "alice",
            Connection(provider: "plain", grant: Sample.grant(accessEnds: 90 * Sample.day))
        )
        _ = try await scene.run(provider(followers: 1234, posts: 8))
        return scene
    }

    @Test("the second same answer, an hour on, replaces them, without waiting for its slot")
    func believed() async throws {
        var scene = try await scene()
        let empty = provider(followers: 0, posts: 0)
        scene.clock.advance(hours: 0.1)
        let first = try await scene.run(empty, everything: true).record()
        #expect(first.state == .connected)
        #expect(first.profile["followers"]?.integer == 1234)
        #expect(first.collections["posts"]?.array?.count == 8)
        #expect(first.doubted == ["followers": scene.clock.now, "posts": scene.clock.now])
        #expect(first.lastSync == Sample.now)
        scene.clock.advance(hours: 0.5)
        let between = try await scene.run(empty, everything: true).record()
        #expect(between.doubted == first.doubted)
        scene.clock.advance(hours: 0.6)
        let second = try await scene.run(empty).record()
        #expect(second.profile["followers"]?.integer == 0)
        #expect(second.collections["posts"]?.array?.isEmpty == true)
        #expect(second.doubted.isEmpty)
        #expect(second.lastSync == scene.clock.now)
    }

    @Test("values that come back end the doubt")
    func cleared() async throws {
        var scene = try await scene()
        scene.clock.advance(hours: 0.1)
        _ = try await scene.run(provider(followers: 0, posts: 0), everything: true)
        scene.clock.advance(hours: 2)
        let record = try await scene.run(provider(followers: 1235, posts: 9)).record()
        #expect(record.profile["followers"]?.integer == 1235)
        #expect(record.doubted.isEmpty)
    }

    @Test("another account is believed at once")
    func otherAccount() async throws {
        var scene = try await scene()
        let other = provider(followers: 0, posts: 8, id: "8")
        let record = try await scene.run(other, everything: true).record()
        #expect(record.profile["followers"]?.integer == 0)
        #expect(record.doubted.isEmpty)
    }

    @Test("a new account may be empty")
    func new() async throws {
        var scene = try Scene(["plain": Self.pipeline])
        try await scene.enroll("alice", Connection(provider: "plain", grant: Sample.grant()))
        let record = try await scene.run(provider(followers: 0, posts: 0)).record()
        #expect(record.profile["followers"]?.integer == 0)
        #expect(record.doubted.isEmpty)
    }
}
