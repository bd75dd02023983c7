import Documents

/// I-Regexp: an expression on the first line, a text below it.
struct RegexpTarget: FuzzTarget {
    let name = "regexp"
    let corpus = [
        "([a-z0-9-]+\\.)+[a-z][a-z0-9-]*\nmastodon.social", "[a-z0-9][a-z0-9-]*\nlittle-label",
        "a{2,5}|b+|(c|d)*\nccdd", "^\\p{Lu}\\P{Nd}[^-a\\]]$\nÀbc",
        "(a*)*b\naaaaaaaaaaaaaaaaaaaaaaaa",
        "((a{0,9}){0,9}){0,9}\naaaa", ".\\n\\.\\-\\\\\n", "(a|aa)+$\naaaaaaaaaaaaaaaaaaaaaaaac",
    ].map { Array($0.utf8) }
    let tokens = [
        "(", ")", "(((((", "|", "*", "+", "?", "{0}", "{0,}", "{9999}", "{10000}", "{10001}",
        "{1,0}", "[^", "[-a]", "[a-]", "\\p{L}", "\\P{Zs}", "\\p{Cn}", "^", "$", "\\-", "()*",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let end = input.firstIndex(of: 0x0A) ?? input.endIndex
        let text = String(decoding: input[..<end], as: UTF8.self)
        let subject = String(decoding: input[end...].dropFirst().prefix(2000), as: UTF8.self)
        let regexp: IRegexp
        do { regexp = try IRegexp(text) } catch {
            try FuzzFinding.unless(
                (0...text.unicodeScalars.count).contains(error.offset),
                "a fault lies outside the expression"
            )
            return
        }
        let whole = regexp.matchesWhole(subject)
        let part = regexp.matchesPart(subject)
        try FuzzFinding.unless(!whole || part, "what matches whole does not match in part")
    }
}
