import Documents

/// Checks that a URL template can only become a URL that may be called.
///
/// `https` everywhere, `http` to the machine itself, no user or password, and nothing that a
/// connection brings can move the host.
struct URLTemplateCheck {
    /// One character of the text, or a variable in its place.
    enum Cell {
        case scalar(Unicode.Scalar)
        case variable(TemplateVariable)

        func isOne(of scalars: String) -> Bool {
            guard case .scalar(let scalar) = self else { return false }
            return scalars.unicodeScalars.contains(scalar)
        }
    }

    /// What is wrong, and at which Unicode scalar of the text.
    struct Problem {
        var offset: Int
        var complaint: PipelineDiagnostics.URLComplaint
    }

    private let place: TemplatePlace
    private let names: DeclaredNames
    private let cells: [(cell: Cell, offset: Int)]

    init(_ text: TemplateText, in place: TemplatePlace, names: DeclaredNames) {
        self.place = place
        self.names = names
        cells = text.pieces.flatMap { piece -> [(Cell, Int)] in
            switch piece.part {
            case .variable(let variable): [(.variable(variable), piece.offset)]
            case .literal(let literal):
                literal.unicodeScalars.enumerated().map {
                    (.scalar($0.element), piece.offset + $0.offset)
                }
            }
        }
    }

    /// The first thing that is wrong; `nil` for a good URL.
    func problem() -> Problem? {
        guard let first = cells.first else {
            return Problem(offset: 0, complaint: .scheme)
        }
        if case .variable(let variable) = first.cell {
            return problem(afterBase: variable)
        }
        for (scheme, isPlain) in [("https://", false), ("http://", true)] where begins(scheme) {
            return problem(afterScheme: cells[scheme.count...], isPlain: isPlain)
        }
        return Problem(offset: 0, complaint: .scheme)
    }

    private func begins(_ scheme: String) -> Bool {
        let start = cells.prefix(scheme.count).map { cell -> String in
            guard case .scalar(let scalar) = cell.cell else { return "" }
            return String(Character(scalar)).lowercased()
        }
        return start.joined() == scheme
    }

    /// A URL that begins with a whole base, checked where the base is declared or received.
    private func problem(afterBase variable: TemplateVariable) -> Problem? {
        switch variable.kind {
        case .server, .extra: break
        default: return Problem(offset: 0, complaint: .variableFirst(variable))
        }
        let rest = cells.dropFirst()
        guard let next = rest.first else { return nil }
        guard next.cell.isOne(of: "/?") else {
            return Problem(offset: next.offset, complaint: .afterBase(variable))
        }
        return problem(inPath: rest)
    }

    private func problem(
        afterScheme rest: ArraySlice<(cell: Cell, offset: Int)>,
        isPlain: Bool
    ) -> Problem? {
        let authority = rest.prefix { !$0.cell.isOne(of: "/?#") }
        if let problem = problem(inAuthority: authority, end: rest.first?.offset) {
            return problem
        }
        if isPlain, !LoopbackHost.contains(host(of: authority)) {
            return Problem(offset: 0, complaint: .plainHTTP(host(of: authority)))
        }
        return problem(inPath: rest.dropFirst(authority.count))
    }

    /// The authority without its port; a variable in it reads as itself.
    private func host(of authority: ArraySlice<(cell: Cell, offset: Int)>) -> String {
        let text = authority.map { cell in
            switch cell.cell {
            case .scalar(let scalar): String(Character(scalar))
            case .variable(let variable): "${\(variable.name)}"
            }
        }.joined()
        let bracket = text.lastIndex(of: "]") ?? text.startIndex
        let colon = text[bracket...].lastIndex(of: ":")
        return String(text[..<(colon ?? text.endIndex)])
    }

    private func problem(
        inAuthority authority: ArraySlice<(cell: Cell, offset: Int)>,
        end: Int?
    ) -> Problem? {
        guard let first = authority.first, !first.cell.isOne(of: ":") else {
            return Problem(offset: end ?? 0, complaint: .noHost)
        }
        for (cell, offset) in authority {
            switch cell {
            case .scalar("@"): return Problem(offset: offset, complaint: .userInfo)
            case .scalar(let scalar) where !Self.isOfHost(scalar):
                return Problem(offset: offset, complaint: .character(scalar))
            case .scalar: continue
            case .variable(let variable):
                if let complaint = complaint(about: variable) {
                    return Problem(offset: offset, complaint: complaint)
                }
            }
        }
        return Self.hasBadPort(authority.map(\.cell))
            ? Problem(offset: first.offset, complaint: .port) : nil
    }

    /// What keeps a variable out of a host.
    private func complaint(
        about variable: TemplateVariable
    ) -> PipelineDiagnostics.URLComplaint? {
        switch variable {
        case .extra: return nil
        case .parameter(let name):
            guard let pattern = names.parameters[name] ?? nil else { return nil }
            if let character = PatternAlphabet(pattern).first(of: Self.endOfHost) {
                return .openPattern(parameter: name, character: character)
            }
            let admitsNothing = (try? IRegexp(pattern))?.matchesWhole("") ?? false
            return admitsNothing ? .emptyPattern(parameter: name) : nil
        default: return .variableInHost(variable)
        }
    }

    private func problem(inPath path: ArraySlice<(cell: Cell, offset: Int)>) -> Problem? {
        for (cell, offset) in path {
            guard case .scalar(let scalar) = cell else { continue }
            switch scalar {
            case "#" where place == .authorize: continue
            case "#": return Problem(offset: offset, complaint: .fragment)
            case "?" where place == .servers:
                return Problem(offset: offset, complaint: .queryInBase)
            default:
                guard scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7F,
                    !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
                else { return Problem(offset: offset, complaint: .character(scalar)) }
            }
        }
        if place == .servers, let last = path.last, last.cell.isOne(of: "/") {
            return Problem(offset: last.offset, complaint: .slashAfterBase)
        }
        return nil
    }

    /// Characters that would end a host, or mean something else in front of it; the wide ones
    /// become narrow when a name is prepared for the network (RFC 5895).
    private static let endOfHost = "/@:#?\\%[] \t\r\n\u{FF0F}\u{FF20}\u{FF1A}\u{FF03}\u{FF1F}"

    private static func isOfHost(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "-._:[]".unicodeScalars.contains(scalar))
    }

    private static func hasBadPort(_ cells: [Cell]) -> Bool {
        let bracket = cells.lastIndex { $0.isOne(of: "]") } ?? 0
        guard let colon = cells[bracket...].firstIndex(where: { $0.isOne(of: ":") }) else {
            return false
        }
        let digits = cells[(colon + 1)...].map { cell -> String in
            guard case .scalar(let scalar) = cell else { return "?" }
            return String(Character(scalar))
        }
        guard let port = UInt16(digits.joined()) else { return true }
        return port == 0
    }
}
