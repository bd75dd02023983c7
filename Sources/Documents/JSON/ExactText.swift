/// A string compared, ordered and hashed by its Unicode scalars.
///
/// Swift's `==` takes canonically equivalent strings for equal; JSON names and JSONPath
/// comparisons do not (RFC 8259, section 8.3; RFC 9535, section 2.3.1.2). The order of UTF-8
/// bytes is the order of scalars.
struct ExactText: Hashable, Comparable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: Self, right: Self) -> Bool {
        let (first, second) = (left.text.utf8.span, right.text.utf8.span)
        guard first.count == second.count else { return false }
        for index in first.indices where first[index] != second[index] { return false }
        return true
    }

    static func < (left: Self, right: Self) -> Bool {
        let (first, second) = (left.text.utf8.span, right.text.utf8.span)
        for index in 0..<min(first.count, second.count) where first[index] != second[index] {
            return first[index] < second[index]
        }
        return first.count < second.count
    }

    // String's own hash is of the normalized text: names that differ only by normalization
    // would all collide, and a provider could send thousands of them.
    func hash(into hasher: inout Hasher) {
        var word: UInt64 = 0
        var filled = 0
        let bytes = text.utf8.span
        for index in bytes.indices {
            let byte = bytes[index]
            word = word << 8 | UInt64(byte)
            filled += 1
            if filled == 8 {
                hasher.combine(word)
                (word, filled) = (0, 0)
            }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}
