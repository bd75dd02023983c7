import FoundationEssentials
import Testing
import Transport

@testable import Latchkey

@Suite("What is kept of hosts")
struct HostNoteTests {
    @Test("comes back as it was")
    func thereAndBack() throws {
        let note = HostNote(
            at: Date(timeIntervalSince1970: 1_800_000_000),
            bearings: [
                "api.example.com:443": .init(calls: 120, hasPushedBack: false),
                "[::1]:8080": .init(calls: 3, hasPushedBack: true),
            ]
        )
        #expect(HostNote(decoding: note.encoded()) == note)
    }

    @Test(
        "is nothing where the bytes are no note",
        arguments: ["", "[]", "{}", #"{"at":"soon"}"#, #"{"at":5,"hosts":{}}"#]
    )
    func foreign(text: String) {
        #expect(HostNote(decoding: Array(text.utf8)) == nil)
    }

    @Test("leaves out what is no number of calls")
    func nonsense() throws {
        let text =
            #"{"at":"2027-01-15T08:00:00Z","hosts":{"a":{"calls":0},"b":{"calls":"9"},"c":1,"#
            + #""d":{"calls":-3},"e":{"calls":1e99},"f":{"calls":4}}}"#
        let note = try #require(HostNote(decoding: Array(text.utf8)))
        #expect(note.bearings == ["f": .init(calls: 4, hasPushedBack: false)])
    }
}
