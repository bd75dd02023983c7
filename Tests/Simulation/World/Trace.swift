import Documents
import FoundationEssentials

/// What happened, line by line; kept only where somebody is going to read it.
package struct Trace: Sendable {
    package private(set) var lines: [String] = []
    /// A sum over all lines, kept or not: equal for equal histories.
    package private(set) var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    var isKept = false

    mutating func note(_ now: Date, _ text: String) {
        let line = "\(Timestamp.text(now)) \(text)"
        for byte in line.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        if isKept { lines.append(line) }
    }
}
