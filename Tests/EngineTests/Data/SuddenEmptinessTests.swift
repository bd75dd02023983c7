import Documents
import FoundationEssentials
import Testing

@testable import Engine

// Lesson 35: rate limits and missing rights come back as nothing at all.
@Suite("A sudden emptiness needs a second look")
struct SuddenEmptinessTests {
    static let rows: [(old: JSONObject, new: JSONObject, doubted: [String])] = [
        (["followers": 1234], ["followers": 0], ["followers"]),
        (["followers": 10], ["followers": 0], ["followers"]),
        // What was never full.
        (["followers": 9], ["followers": 0], []), (["followers": 0], ["followers": 0], []),
        ([:], ["followers": 0], []),
        // What falls, but not to nothing; what is not told at all is the merging's affair.
        (["followers": 1234], ["followers": 1], []), (["followers": 1234], [:], []),
        (
            ["biography": "songs", "website": "https://a.test"], [:], ["biography", "website"]
        ),
        (
            ["biography": "songs", "name": "Alice"], ["biography": "", "name": .null],
            ["biography", "name"]
        ),
        // One text may have been taken away by its owner.
        (["biography": "songs", "name": "Alice"], ["name": "Alice"], []),
        // A picture and the moment its link dies are one.
        (["picture": "https://a.test/p", "pictureExpiresAt": "2026-12-01T00:00:00Z"], [:], []),
    ]

    @Test("what falls to nothing keeps its old value until then", arguments: rows.indices)
    func firstLook(index: Int) {
        let row = Self.rows[index]
        var emptiness = SuddenEmptiness(before: [:], now: Sample.now)
        let shown = emptiness.profile(row.new, over: row.old)
        #expect(emptiness.doubted.keys.sorted() == row.doubted)
        for name in row.doubted { #expect(shown[name] == row.old[name]) }
        if row.doubted.isEmpty { #expect(shown == row.new) }
    }

    @Test(
        "the same answer an hour later is believed, and not before",
        arguments: [(0.9, true), (1.0, false), (30, false), (-5, true)]
    )
    func secondLook(hoursAgo: Double, isDoubted: Bool) {
        let first = Sample.now.addingTimeInterval(-hoursAgo * 3600)
        var emptiness = SuddenEmptiness(before: ["followers": first], now: Sample.now)
        let shown = emptiness.profile(["followers": 0], over: ["followers": 1234])
        #expect(shown["followers"]?.integer == (isDoubted ? 1234 : 0))
        #expect(emptiness.doubted == (isDoubted ? ["followers": min(first, Sample.now)] : [:]))
    }

    @Test("a text comes with its companion")
    func companion() {
        let old: JSONObject = [
            "biography": "songs", "picture": "https://a.test/p",
            "pictureExpiresAt": "2026-12-01T00:00:00Z",
        ]
        var emptiness = SuddenEmptiness(before: [:], now: Sample.now)
        #expect(emptiness.profile([:], over: old) == old)
        #expect(emptiness.doubted.keys.sorted() == ["biography", "picture"])
    }

    @Test(
        "a long list that is suddenly empty stays, a short one does not",
        arguments: [(5, true), (4, false), (0, false)]
    )
    func items(count: Int, isDoubted: Bool) {
        let old = JSONValue.array(Array(repeating: ["id": "1"], count: count))
        var emptiness = SuddenEmptiness(before: [:], now: Sample.now)
        #expect(emptiness.items("posts", [], over: old) == (isDoubted ? old : .array([])))
        #expect(emptiness.doubted.isEmpty == !isDoubted)
        #expect(emptiness.items("posts", [["id": "2"]], over: old) == .array([["id": "2"]]))
        #expect(emptiness.items("posts", [], over: nil) == .array([]))
    }
}
