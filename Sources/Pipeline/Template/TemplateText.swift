import Documents

/// A template's text taken apart: its pieces and its faults, each with its place.
///
/// `${name}` is a variable, `$${` writes `${` itself, and any other `$` is text.
struct TemplateText {
    struct Piece {
        var part: Template.Part
        /// Unicode scalars from the text's start, from 0.
        var offset: Int
    }

    struct Fault {
        enum Reason {
            /// `${` without its `}`.
            case unterminated
            /// A name no variable has.
            case unknown(String)
            /// `${env}`, `${env.}` or `${env.a b}`: a family without a member's name.
            case unnamed(VariableKind)
        }

        var reason: Reason
        var offset: Int
    }

    private(set) var pieces: [Piece] = []
    private(set) var faults: [Fault] = []

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var offset = 0
        var literal = ""
        var literalStart = 0
        while offset < scalars.count {
            let rest = scalars[offset...]
            if rest.starts(with: "$${".unicodeScalars) {
                literal += "${"
                offset += 3
                continue
            }
            guard rest.starts(with: "${".unicodeScalars) else {
                literal.unicodeScalars.append(scalars[offset])
                offset += 1
                continue
            }
            keep(literal, at: literalStart)
            literal = ""
            guard let end = rest.firstIndex(of: "}") else {
                faults.append(Fault(reason: .unterminated, offset: offset))
                return
            }
            read(String(String.UnicodeScalarView(scalars[(offset + 2)..<end])), at: offset)
            offset = end + 1
            literalStart = offset
        }
        keep(literal, at: literalStart)
    }

    /// The variables and their places, in order.
    var variables: [(variable: TemplateVariable, offset: Int)] {
        pieces.compactMap { piece in
            guard case .variable(let variable) = piece.part else { return nil }
            return (variable, piece.offset)
        }
    }

    func template(at location: SourceLocation) -> Template {
        Template(parts: pieces.map(\.part), location: location)
    }

    private mutating func keep(_ literal: String, at offset: Int) {
        guard !literal.isEmpty else { return }
        pieces.append(Piece(part: .literal(literal), offset: offset))
    }

    private mutating func read(_ name: String, at offset: Int) {
        if let kind = VariableKind(rawValue: name), !kind.takesName {
            pieces.append(Piece(part: .variable(kind.variable(name: "")), offset: offset))
            return
        }
        let family = name.prefix { $0 != "." }
        guard let kind = VariableKind(rawValue: String(family)), kind.takesName else {
            faults.append(Fault(reason: .unknown(name), offset: offset))
            return
        }
        let member = String(name.dropFirst(family.count + 1))
        guard NameKind.identifier.admits(member) else {
            faults.append(Fault(reason: .unnamed(kind), offset: offset))
            return
        }
        pieces.append(Piece(part: .variable(kind.variable(name: member)), offset: offset))
    }
}

extension Template {
    /// Reads a template, leaving out what is wrong with it.
    init(reading text: String, at location: SourceLocation) {
        self = TemplateText(text).template(at: location)
    }
}
