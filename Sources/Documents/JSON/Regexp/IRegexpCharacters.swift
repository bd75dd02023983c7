/// A set of characters: ranges and general categories, or all but those.
struct IRegexpCharacters: Sendable {
    private(set) var ranges: [ClosedRange<Unicode.Scalar>] = []
    private(set) var categories: [IRegexpCategory] = []
    private(set) var isNegated = false

    /// What a dot stands for: everything but line feed and carriage return.
    static let dot: Self = {
        var characters = IRegexpCharacters()
        characters.insert("\n"..."\n")
        characters.insert("\r"..."\r")
        characters.negate()
        return characters
    }()

    mutating func insert(_ range: ClosedRange<Unicode.Scalar>) { ranges.append(range) }

    mutating func insert(_ category: IRegexpCategory) { categories.append(category) }

    mutating func negate() { isNegated.toggle() }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isListed =
            ranges.contains { $0.contains(scalar) } || categories.contains { $0.contains(scalar) }
        return isListed != isNegated
    }
}
