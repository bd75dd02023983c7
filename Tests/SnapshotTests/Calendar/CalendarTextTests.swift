import FoundationEssentials
import Testing

@testable import Snapshot

@Suite("Lines of iCalendar are folded and escaped as RFC 5545 says")
struct CalendarTextTests {
    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == 0x0d, rest.first == 0x0a {
                rest.removeFirst()
                lines.append(line)
                line = []
            } else {
                line.append(byte)
            }
        }
        #expect(line.isEmpty, "the last line has no end")
        return lines
    }

    /// What a reader makes of folded lines (section 3.1): of octets, since a blank before a joiner
    /// is one character with it.
    private func unfolded(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.replacing([0x0d, 0x0a, 0x20], with: []), as: UTF8.self)
    }

    @Test(
        "no line is longer than 75 octets, and no character is split",
        arguments: ["a", "é", "語", "🎸", "a🎸é語", "👩‍👩‍👧"]
    )
    func folding(unit: String) throws {
        for count in 0...160 {
            var text = CalendarText()
            let value = String(repeating: unit, count: count)
            text.add("SUMMARY", value)
            for line in lines(text.bytes) {
                #expect(line.count <= 75)
                #expect(String(validating: line, as: UTF8.self) != nil)
            }
            #expect(unfolded(text.bytes) == "SUMMARY:\(value)\r\n")
        }
    }

    @Test("text is escaped, and a control character can't begin a property of its own")
    func escaping() {
        var text = CalendarText()
        text.add("SUMMARY", text: "a,b;c\\d\ne\r\nf\u{0}g")
        text.add("URL", "https://id.test/\r\nATTACH:x")
        #expect(
            String(decoding: text.bytes, as: UTF8.self)
                == "SUMMARY:a\\,b\\;c\\\\d\\ne\\nfg\r\nURL:https://id.test/ATTACH:x\r\n"
        )
    }

    @Test("times are in UTC")
    func time() {
        #expect(CalendarText.time(SnapshotSample.now) == "20261124T120000Z")
    }
}
