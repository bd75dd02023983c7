import Documents
import Testing

@testable import Inbox

@Suite("A message in what brought it")
struct ReceivedTextTests {
    private static let message = "eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVy-text_1.dGFn"

    static let texts = [
        message, "```latchkey\n\(message)\n```\n", "Hello,\r\n\r\n> \(message)\r\n\r\n-- \r\nAnna",
        "<!-- a template -->\n### What happened?\n\(message)",
        "$(id) `id` ${{ secrets.X }} \(message)",
        "a.b.c\n\(message)\n\(message)x", "\u{FEFF}\(message)",
    ]

    @Test("it is found whatever stands around it", arguments: texts)
    func found(text: String) {
        #expect(ReceivedText.message(in: text) == Self.message)
    }

    @Test(
        "and where there is none, none is found",
        arguments: [
            "", "hello", "eyJ", "eyJ.a.b", "a.b.c.d.e", "eyJ a.b.c.d", "$(touch x)",
            "eyJ\u{0}.b.c.d.e",
        ]
    )
    func none(text: String) {
        #expect(ReceivedText.message(in: text) == nil)
    }

    @Test("a giant word is passed over, and a giant text takes no time to speak of")
    func giant() {
        let word = "eyJ.." + String(repeating: "A", count: 1 << 20) + ".b.c"
        #expect(ReceivedText.message(in: word) == nil)
        #expect(ReceivedText.message(in: word + " " + Self.message) == Self.message)
    }

    @Test("an issue, a dispatch and a form bring it in their own places")
    func events() throws {
        let body = "```latchkey\n\(Self.message)\n```"
        let events: [JSONValue] = [
            ["action": "opened", "issue": ["body": .string(body), "title": "x"]],
            ["action": "latchkey-message", "client_payload": ["message": .string(Self.message)]],
            ["inputs": ["message": .string(Self.message)]],
        ]
        for event in events { #expect(ReceivedText.message(inEvent: event) == Self.message) }
        let odd: [JSONValue] = [
            [:], [], ["issue": ["body": .null, "title": .string(Self.message)]],
            ["issue": .string(Self.message)], ["client_payload": [.string(Self.message)]],
            ["comment": ["body": .string(Self.message)]],
        ]
        for event in odd { #expect(ReceivedText.message(inEvent: event) == nil) }
    }
}
