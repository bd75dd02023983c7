/// A token, a code, a key: prints as `<redacted>` wherever it is described or dumped.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomLeafReflectable
{
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The text itself.
    ///
    /// Every call is a place to audit.
    package func reveal() -> String { text }

    package var isEmpty: Bool { text.isEmpty }
    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }

    /// A leaf without children, so that neither `dump` nor a debugger's mirror walks inside.
    package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Says aloud that a secret has no encoded form: a type that holds one can't derive its own.
@available(*, unavailable, message: "a secret is encoded by the vault alone")
extension Secret: Codable {
    package init(from decoder: any Decoder) { text = "" }
    package func encode(to encoder: any Encoder) {}
}
