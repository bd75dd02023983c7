/// One key of a mapping, with all that is to be said about it.
struct ShapeKey: Sendable {
    var name: String
    var shape: Shape
    var isRequired: Bool
    /// What the key is for, in one line without a final stop.
    var summary: String
    /// What holds when the key is not written, as a file would write it or in words.
    var fallback: String?
    var example: String?

    /// A key that a file may leave out.
    static func optional(
        _ name: String,
        _ shape: Shape,
        _ summary: String,
        default fallback: String? = nil,
        example: String? = nil
    ) -> Self {
        Self(
            name: name,
            shape: shape,
            isRequired: false,
            summary: summary,
            fallback: fallback,
            example: example
        )
    }

    static func required(
        _ name: String,
        _ shape: Shape,
        _ summary: String,
        example: String? = nil
    ) -> Self {
        Self(
            name: name,
            shape: shape,
            isRequired: true,
            summary: summary,
            fallback: nil,
            example: example
        )
    }
}
