extension YAMLComposition {
    static func tooDeep(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "this is nested deeper than the \(YAMLMeasure.mostLevels) levels allowed"
        )
    }

    static func tooMuch(at location: SourceLocation) -> Diagnostic {
        let most = YAMLMeasure.mostGrowth
        return Diagnostic(
            at: location,
            "aliases make the file grow past the bound",
            hint: "all aliases together may stand for \(most.nodes) values and \(most.bytes) bytes"
        )
    }

    static func undefined(
        _ name: String,
        at location: SourceLocation,
        known: some Collection<String>
    ) -> Diagnostic {
        // Among very many anchors the search would cost more than the guess is worth.
        let candidates = known.count <= 100 ? known.sorted() : []
        let hint =
            Nearest.word(to: name, among: candidates).map { "did you mean \"*\($0)\"?" }
            ?? "an anchor \"&\(name)\" must stand before it; quote text that begins with \"*\""
        return Diagnostic(at: location, "the alias \"*\(name)\" has no anchor", hint: hint)
    }

    static func holdsItself(
        _ name: String,
        at location: SourceLocation,
        since beginning: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "the alias \"*\(name)\" stands inside the value it names",
            notes: [Diagnostic(.note, at: beginning, "the value begins here")]
        )
    }
}
