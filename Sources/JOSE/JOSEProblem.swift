/// Why a signed or sealed text is refused.
///
/// Reasons are for people: one sentence, lower case, no final stop, nothing of what is inside.
package enum JOSEProblem: Error, Hashable, Sendable {
    /// It is no compact serialization, or a part of it is not what the standard asks for.
    case malformed(String)
    /// It is well formed, and uses what is not used here: another algorithm, a critical extension.
    case unsupported(String)
    /// It names a key that is not among these.
    case unknownKey
    /// The signature or the authentication tag does not fit: it was made with another key, or changed.
    case notGenuine

    package var reason: String {
        switch self {
        case .malformed(let reason), .unsupported(let reason): reason
        case .unknownKey: "it names a key that is not known here"
        case .notGenuine: "it was made with another key, or changed on its way"
        }
    }
}
