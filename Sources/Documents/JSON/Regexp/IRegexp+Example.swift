extension IRegexp {
    /// A short text the whole expression matches; `nil` where none was found.
    package var example: String? {
        var parser = IRegexpParser(text)
        guard let tree = try? parser.document(), let scalars = Self.example(of: tree) else {
            return nil
        }
        let example = String(String.UnicodeScalarView(scalars))
        return matchesWhole(example) ? example : nil
    }

    private static func example(of tree: IRegexpTree) -> [Unicode.Scalar]? {
        switch tree {
        case .scalar(let scalar): return [scalar]
        case .characters(let characters):
            let usual = "a0bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789-_. "
            let found =
                usual.unicodeScalars.first(where: characters.contains)
                ?? characters.ranges.first?.lowerBound
            return found.map { [$0] }
        case .textStart, .textEnd: return []
        case .sequence(let parts):
            var scalars: [Unicode.Scalar] = []
            for part in parts {
                guard let example = example(of: part) else { return nil }
                scalars += example
            }
            return scalars
        case .choice(let choices): return choices.lazy.compactMap(example).first
        case .repetition(let part, let minimum, _):
            guard let example = example(of: part) else { return nil }
            return Array(repeatElement(example, count: minimum).joined())
        }
    }
}
