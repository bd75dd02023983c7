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
        left.text.utf8.count == right.text.utf8.count
            && left.text.utf8.elementsEqual(right.text.utf8)
    }

    static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    // String's own hash is of the normalized text: names that differ only by normalization
    // would all collide, and a provider could send thousands of them.
    func hash(into hasher: inout Hasher) {
        var word: UInt64 = 0
        var filled = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            filled += 1
            if filled == 8 {
                hasher.combine(word)
                (word, filled) = (0, 0)
            }
        }
        hasher.combine(word)
        hasher.combine(text.utf8.count)
    }
}
