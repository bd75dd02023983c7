import Documents
import Testing

@testable import Latchkey

@Suite("Two machines' logs and intents")
struct UnionTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("a log keeps the lines of both, the remote's first, none twice")
    func logs() {
        let union = LogUnion.bytes(
            base: Self.bytes("1\n2\n"),
            ours: Self.bytes("1\n2\nours\nboth\n"),
            theirs: Self.bytes("2\ntheirs\nboth\n")
        )
        #expect(String(decoding: union, as: UTF8.self) == "2\ntheirs\nboth\nours\n")
    }

    @Test("intents of both stay, none twice; what can't be read is not dropped")
    func intents() throws {
        let ours = Self.bytes(#"{"schema":"s","intents":[{"a":1},{"b":2}]}"#)
        let theirs = Self.bytes(#"{"schema":"s","intents":[{"b":2},{"c":3}],"more":[1]}"#)
        let union = try JSONValue(parsing: try #require(IntentUnion.bytes(ours, theirs)))
        #expect(
            union
                == (try JSONValue(
                    parsing: Self.bytes(
                        #"{"schema":"s","intents":[{"a":1},{"b":2},{"c":3}],"more":[1]}"#
                    )
                ))
        )
        #expect(IntentUnion.bytes(nil, theirs) == theirs)
        #expect(IntentUnion.bytes(ours, nil) == ours)
        #expect(IntentUnion.bytes(Self.bytes("half"), theirs) == Self.bytes("half"))
    }

    @Test("calls of both machines count, each run's once, and the longer hold stands")
    func limits() throws {
        func side(_ runs: [String], until: String) -> [UInt8] {
            let uses = runs.map {
                #"{"run":"\#($0)","until":"2026-11-24T12:00:00Z","calls":10}"#
            }
            return Self.bytes(
                #"{"counts":[{"provider":"p","allowed":100,"perSeconds":900,"uses":["#
                    + uses.joined(separator: ",")
                    + #"]}],"holds":[{"provider":"p","until":"\#(until)","refuses":true}]}"#
            )
        }
        let ours = side(["a", "b"], until: "2026-11-24T12:00:00Z")
        let theirs = side(["b", "c"], until: "2026-11-24T13:00:00Z")
        let union = try JSONValue(parsing: try #require(LimitUnion.bytes(ours, theirs)))
        #expect(union["counts"]?.array?.first?["uses"]?.array?.count == 3)
        #expect(union["holds"]?.array?.first?["until"] == "2026-11-24T13:00:00Z")
        #expect(LimitUnion.bytes(theirs, ours) == LimitUnion.bytes(ours, theirs))
        #expect(LimitUnion.bytes(nil, Self.bytes("half")) == Self.bytes("half"))
        // Of a side that can't be read any calls may have been made.
        let half = try #require(LimitUnion.bytes(ours, Self.bytes("half")))
        let cautious = try JSONValue(parsing: half)
        #expect(cautious["unknownUntil"]?.string != nil)
        #expect(cautious["counts"]?.array?.first?["uses"]?.array?.count == 2)
    }
}
