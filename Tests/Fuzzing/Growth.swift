/// A way to make an input of any size out of a corpus entry.
package struct Growth: Sendable {
    package let name: String
    private let head: [UInt8]
    private let part: [UInt8]
    private let tail: [UInt8]
    /// True to number the parts, so that no two are the same.
    private let isNumbered: Bool

    private static let plainParts = [
        "a", " ", "[", "{", "\"", "<", ">", "\n", "a\n", "a: b\n", "- a\n", "\"a\":1,", "1,", "%",
        "&a=b", "9", "(", "é", "$.a", "[0]", ",", "#",
    ]

    /// Each token and some plain text, repeated at several places of the first corpus entries.
    package static func all(of target: any FuzzTarget) -> [Growth] {
        let parts: [String] = target.tokens.filter { !$0.isEmpty } + plainParts
        var all: [Growth] = []
        for (number, entry) in target.corpus.prefix(2).enumerated() {
            for place in [0, entry.count / 3, entry.count * 2 / 3, entry.count] {
                for part in parts {
                    for isNumbered in [false, true] {
                        let how = isNumbered ? " numbered" : ""
                        all.append(
                            Growth(
                                name:
                                    "\(part.debugDescription)\(how) at \(place) of entry \(number)",
                                head: Array(entry[..<place]),
                                part: Array(part.utf8),
                                tail: Array(entry[place...]),
                                isNumbered: isNumbered
                            )
                        )
                    }
                }
            }
        }
        return all
    }

    package func input(size: Int) -> [UInt8] {
        var input = head
        var number = 0
        while input.count < size {
            if isNumbered { input += Array("x\(number)".utf8) }
            input += part
            number += 1
        }
        return input + tail
    }
}
