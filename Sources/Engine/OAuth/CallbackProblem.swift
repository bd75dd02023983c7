/// Why a callback brought no code.
package enum CallbackProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case otherRedirect(String)
    case otherIssuer(String)
    case noCode(String)
    case refused(code: String, by: String?)
    case stateMismatch
    case notBegun

    package var description: String {
        switch self {
        case .empty: "the callback is empty"
        case .otherRedirect(let uri):
            "the callback URL does not begin with the redirect URI \(uri)"
        case .otherIssuer(let issuer):
            "the callback does not say that it comes from \(issuer)"
        case .noCode(let name): "the callback has no \(name) parameter"
        case .refused(let code, let by):
            "the provider answered \(code)\(by.map { " (\($0))" } ?? ""): access was not granted"
        case .notBegun:
            "no authorization was begun for this connection: run connect without --callback first"
        case .stateMismatch:
            "the callback's state is not the one this authorization began with; start again"
        }
    }
}
