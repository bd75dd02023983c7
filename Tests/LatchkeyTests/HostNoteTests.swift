import FoundationEssentials
import Testing
import Transport

@testable import Latchkey

@Suite("What is kept of hosts")
struct HostNoteTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("comes back as it was")
    func thereAndBack() throws {
        var note = HostNote()
        note.add(
            [
                "api.example.com:443": .init(calls: 120, hasPushedBack: false),
                "[::1]:8080": .init(calls: 3, hasPushedBack: true),
            ],
            at: Self.now
        )
        #expect(HostNote(decoding: note.encoded(), now: Self.now) == note)
    }

    @Test("of a host is forgotten a week after it was learnt, whatever others have taught since")
    func age() {
        var note = HostNote()
        note.add(["old": .init(calls: 9, hasPushedBack: true)], at: Self.now)
        let later = Self.now.addingTimeInterval(6 * 86_400)
        note.add(["new": .init(calls: 8, hasPushedBack: false)], at: later)
        let kept = note.encoded()
        #expect(HostNote(decoding: kept, now: later).bearings.keys.sorted() == ["new", "old"])
        let afterAWeek = Self.now.addingTimeInterval(7 * 86_400)
        #expect(HostNote(decoding: kept, now: afterAWeek).bearings.keys.sorted() == ["new"])
    }

    @Test(
        "is nothing where the bytes are no note",
        arguments: ["", "[]", "{}", #"{"at":"soon"}"#, #"{"hosts":{"a":{"calls":5}}}"#]
    )
    func foreign(text: String) {
        #expect(HostNote(decoding: Array(text.utf8), now: Self.now) == HostNote())
    }

    @Test("leaves out what is no number of calls")
    func nonsense() throws {
        let at = #""at":"2027-01-15T08:00:00Z""#
        let text =
            #"{"hosts":{"a":{"calls":0,\#(at)},"b":{"calls":"9",\#(at)},"c":1,"#
            + #""d":{"calls":-3,\#(at)},"e":{"calls":1e99,\#(at)},"f":{"calls":4,\#(at)}}}"#
        let note = HostNote(decoding: Array(text.utf8), now: Self.now)
        #expect(note.bearings == ["f": .init(calls: 4, hasPushedBack: false)])
    }
}
