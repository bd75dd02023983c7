import Documents
import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("Fresh fields are laid over the last good ones")
struct ProfileMergeTests {
    private static let text = Sample.plain.replacing(
        "    username: $.name\npublic: [id, username]",
        with: """
                username: $.name
                email: $.email
                picture: {path: $.picture, as: media_url}
            public: [id, username, picture]
            """
    )

    private func merge(
        _ new: JSONObject,
        over old: JSONObject = [:],
        missed: Set<String> = []
    ) throws -> JSONObject {
        ProfileMerge.merge(
            new,
            over: old,
            missed: missed,
            try Sample.pipeline(Self.text),
            now: Sample.now
        )
    }

    @Test("only what the file allows is kept, in its order")
    func allowed() throws {
        let merged = try merge(["email": "a@b.test", "username": "a", "id": "7", "other": 1])
        #expect(merged.members.map(\.name) == ["id", "username"])
    }

    @Test("what a good answer leaves out is gone; what a failed step would have told stays")
    func missing() throws {
        let old: JSONObject = ["id": "7", "username": "alice"]
        #expect(try merge(["id": "7"], over: old) == ["id": "7"])
        #expect(try merge(["id": "7"], over: old, missed: ["username"]) == old)
        #expect(
            try merge(["id": "7", "username": "new"], over: old, missed: ["username"])
                == ["id": "7", "username": "new"]
        )
    }

    @Test("what was not read stays, but for another account's")
    func otherAccount() throws {
        let old: JSONObject = [
            "id": "7", "picture": "https://cdn.test/a.jpg", "pictureExpiresAt": "x",
        ]
        let missed: Set = ["picture"]
        #expect(try merge(["id": "7"], over: old, missed: missed) == old)
        #expect(try merge(["username": "a"], over: old, missed: missed.union(["id"]))["id"] == "7")
        #expect(try merge(["id": "8"], over: old, missed: missed) == ["id": "8"])
    }

    // Lessons 33 and 34: a media link differs on each answer, and dies.
    @Test(
        "a link to the same picture stays while it works",
        arguments: [(13, true), (11, false), (-1, false)]
    )
    func link(hoursLeft: Int, stays: Bool) throws {
        func link(_ hours: Int, _ path: String = "a.jpg") -> JSONValue {
            let end = Int(Sample.now.timeIntervalSince1970) + hours * 3600
            return .string("https://cdn.test/\(path)?oe=\(String(end, radix: 16))")
        }
        let old: JSONObject = ["picture": link(hoursLeft), "pictureExpiresAt": "old"]
        let new: JSONObject = ["picture": link(48), "pictureExpiresAt": "new"]
        #expect(try merge(new, over: old) == (stays ? old : new))
        let other: JSONObject = ["picture": link(48, "b.jpg"), "pictureExpiresAt": "new"]
        #expect(try merge(other, over: old) == other)
    }

    @Test("a link without an end stays while its picture does")
    func endless() throws {
        let old: JSONObject = ["picture": "https://cdn.test/a.jpg?v=1"]
        #expect(try merge(["picture": "https://cdn.test/a.jpg?v=2"], over: old) == old)
        // A picture that was taken away is gone.
        #expect(try merge(["id": "7"], over: old) == ["id": "7"])
    }
}
