/// Finds the word a person probably meant.
package enum Nearest {
    /// Words longer than this are no slips of the finger.
    private static let longest = 64

    /// The candidate nearest to a word, the first among equals; `nil` when none is near.
    ///
    /// Letter case, `_` and `-` count for nothing, and one slip in three letters is forgiven: a
    /// letter too many, missing, wrong, or swapped with its neighbour.
    package static func word(to word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = letters(word)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let found = letters(candidate)
            let most = max(1, max(wanted.count, found.count) / 3)
            guard found.count <= longest, abs(found.count - wanted.count) <= most else { continue }
            let distance = distance(wanted, found)
            guard distance <= most, distance < max(wanted.count, found.count) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    private static func letters(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" }
    }

    /// The Damerau-Levenshtein distance in which no letter is touched twice.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var older: [Int] = []
        var old = Array(0...right.count)
        for row in left.indices {
            var new = [row + 1]
            for column in right.indices {
                let substitution = old[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(substitution, old[column + 1] + 1, new[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    least = min(least, older[column - 1] + 1)
                }
                new.append(least)
            }
            (older, old) = (old, new)
        }
        return old[right.count]
    }
}
