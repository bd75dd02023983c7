/// A Unicode general category, or a group of them, as `\p{Lu}` and `\P{L}` name it.
struct IRegexpCategory: Sendable {
    private let members: Set<Unicode.GeneralCategory>
    private let isNegated: Bool

    /// `nil` when there is no category of that name.
    init?(name: String, isNegated: Bool) {
        let members = Self.named.filter { $0.key.hasPrefix(name) }.map(\.value)
        guard !members.isEmpty, !name.isEmpty else { return nil }
        self.members = Set(members)
        self.isNegated = isNegated
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        members.contains(scalar.properties.generalCategory) != isNegated
    }

    // Surrogates (Cs) are no characters, and RFC 9485 leaves them out.
    private static let named: [String: Unicode.GeneralCategory] = [
        "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
        "Lm": .modifierLetter, "Lo": .otherLetter,
        "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
        "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
        "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
        "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
        "Po": .otherPunctuation,
        "Zs": .spaceSeparator, "Zl": .lineSeparator, "Zp": .paragraphSeparator,
        "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol, "So": .otherSymbol,
        "Cc": .control, "Cf": .format, "Cn": .unassigned, "Co": .privateUse,
    ]
}
