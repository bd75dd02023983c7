/// What a part of a pipeline file may hold: the one description of the format.
///
/// The structural check, the JSON Schema and the reference are all made from it.
indirect enum Shape: Sendable {
    case scalar(ScalarKind)
    case list(of: Shape, atLeast: Int = 1)
    /// Names the file's writer makes up, each with a value of the same shape.
    case map(of: Shape, names: NameKind)
    case mapping(MappingShape)
    /// Shapes told apart by what the node is: at most one scalar, one list and one mapping.
    case either([Shape])
    /// Mappings told apart by the first key of each, which the others lack. Where none of these
    /// keys is written, the last one is meant, or one of them is missing.
    case variants([MappingShape], lastIsDefault: Bool)
    /// Any tree; the strings in it are templates.
    case tree(TemplatePlace)

    static func choice<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> Shape {
        .scalar(.choice(type.allCases.map(\.rawValue)))
    }

    /// One of a shape, or a list of them.
    static func oneOrMore(_ shape: Shape) -> Shape { .either([shape, .list(of: shape)]) }

    /// A JSONPath query, or alternatives of which the first that selects something wins.
    static let pick: Shape = .oneOrMore(.scalar(.path))
}
