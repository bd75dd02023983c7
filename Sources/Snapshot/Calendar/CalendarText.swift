import Documents
import FoundationEssentials

/// Content lines of iCalendar (RFC 5545, section 3.1): folded, each ended by CR LF.
struct CalendarText {
    private(set) var bytes: [UInt8] = []

    /// Octets in a line, without its end.
    private static let limit = 75

    /// A property whose value needs no escaping: a date, a URI, a duration.
    mutating func add(_ name: String, _ value: String) {
        var line = 0
        for scalar in "\(name):\(value)".unicodeScalars {
            // A control character has no place in any value, and would break the line.
            guard scalar.value >= 0x20, scalar.value != 0x7f else { continue }
            let octets = Array(String(scalar).utf8)
            if line + octets.count > Self.limit {
                // The blank that marks a continuation counts too; no character is ever split.
                bytes += [0x0d, 0x0a, 0x20]
                line = 1
            }
            bytes += octets
            line += octets.count
        }
        bytes += [0x0d, 0x0a]
    }

    /// A property of the type TEXT (section 3.3.11).
    mutating func add(_ name: String, text: String) {
        var value = ""
        for character in text {
            switch character {
            case "\\", ";", ",": value += "\\\(character)"
            case "\n", "\r\n", "\r": value += "\\n"
            default: value.append(character)
            }
        }
        add(name, value)
    }

    /// A moment in UTC: `20261124T120000Z`.
    static func time(_ date: Date) -> String {
        Timestamp.text(date).filter { $0 != "-" && $0 != ":" }
    }
}
