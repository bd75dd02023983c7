/// Why a key home can't be made or used; names the home, never a passphrase.
package enum KeyHomeError: Error, Hashable, Sendable {
    /// The agent's sockets would have a longer path than the system takes; `limit` in bytes.
    case pathTooLong(path: String, limit: Int)
    case notMade(path: String, reason: String)
    /// What should be imported holds no secret key.
    case noSecretKey
    /// gpg refused.
    case failed(path: String, reason: String)

    /// The error for people: one sentence, lower case, no final stop.
    package var sentence: String {
        switch self {
        case .pathTooLong(let path, let limit):
            "the key home \(path) has a longer path than the \(limit) bytes gpg-agent's sockets "
                + "leave it: choose a shorter one"
        case .notMade(let path, let reason): "can't make the key home \(path): \(reason)"
        case .noSecretKey:
            "what was given to import holds no secret key: export one with "
                + "gpg --export-secret-keys --armor"
        case .failed(let path, let reason): "can't use the key home \(path): \(reason)"
        }
    }
}

extension KeyHomeError: CustomStringConvertible {
    package var description: String { sentence }
}
