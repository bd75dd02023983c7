import Synchronization
import Vault

/// Which codes this run has sent: two connections that hold the same one send it once.
final class CodeClaims: Sendable {
    private let claimed = Mutex<[String: Set<Secret>]>([:])

    /// Whether nobody has claimed this code at this provider before.
    func claim(_ code: Secret, at provider: String) -> Bool {
        claimed.withLock { $0[provider, default: []].insert(code).inserted }
    }
}
