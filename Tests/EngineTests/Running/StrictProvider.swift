import Synchronization
import Transport

/// A provider as strict as RFC 6749 allows: a code works once, each refresh token works once, and
/// the use of a spent one ends the grant.
final class StrictProvider: Sendable {
    private struct State {
        var exchanges = 0
        var isDead = false
        var number = 0
        /// The refresh token that works; `nil` before the consent's code was exchanged.
        var refreshToken: String?
    }

    private let state: Mutex<State>
    private let rotates: Bool

    /// - Parameters:
    ///   - refreshToken: The one in force; `nil` where a code still has to come.
    ///   - rotates: False where a refresh token stays good, however often it is used.
    init(refreshToken: String?, rotates: Bool = true) {
        state = Mutex(State(refreshToken: refreshToken))
        self.rotates = rotates
    }

    /// How often a code was presented, whether it worked or not.
    var exchanges: Int { state.withLock(\.exchanges) }

    /// Whether the grant is at its end at the provider.
    var isDead: Bool { state.withLock(\.isDead) }

    /// The refresh token in force.
    var refreshToken: String? { state.withLock(\.refreshToken) }

    func answer(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
        guard request.method == "POST" else { return .profile }
        return state.withLock { state in
            if request.field("grant_type") == "authorization_code" {
                state.exchanges += 1
                if state.exchanges > 1 {
                    state.isDead = true
                    return .refusal("invalid_grant")
                }
            } else if state.isDead || request.field("refresh_token") != state.refreshToken {
                state.isDead = true
                return .refusal("invalid_grant")
            }
            state.number += 1
            if !rotates, state.refreshToken != nil { return .token("access-new-\(state.number)") }
            let token = "refresh-new-\(state.number)"
            state.refreshToken = token
            return .token("access-new-\(state.number)", refresh: token)
        }
    }
}
