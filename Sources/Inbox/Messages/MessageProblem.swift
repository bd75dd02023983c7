package import JOSE

/// Why a message is not taken: it goes to `rejected/`, and no run fails by it.
package enum MessageProblem: Error, Hashable, Sendable {
    /// It is too large, or no regular file.
    case unfit(String)
    /// It can't be opened: not sealed as it should be, or to another key.
    case sealed(JOSEProblem)
    /// What is inside is not a message of this format.
    case malformed(String)
    /// There is no usable pipeline file of its provider.
    case providerUnknown
    case redirectMismatch
    case verifierMismatch
    case issuerMismatch
    case parametersRefused
    case invitationMissing
    case invitationForged(JOSEProblem)
    case invitationOfAnotherSite
    case invitationMismatch
    case invitationEnded
    case invitationRevoked
    case invitationUsed
    case proofRefused
    /// The code was longer on its way than it lives.
    case codeExpired
    /// A wish to disconnect that is older than it may be, or than the person's newest consent.
    case overtaken
    /// It is of a time that is far ahead of this machine's.
    case fromTheFuture
    /// There is nothing to disconnect.
    case notConnected

    /// For programs.
    package var code: String {
        switch self {
        case .unfit: "unfit"
        case .sealed(.unknownKey): "unknown_key"
        case .sealed: "not_sealed"
        case .malformed: "malformed"
        case .providerUnknown: "provider_unknown"
        case .redirectMismatch: "redirect_mismatch"
        case .verifierMismatch: "verifier_mismatch"
        case .issuerMismatch: "issuer_mismatch"
        case .parametersRefused: "parameters_refused"
        case .invitationMissing: "invitation_missing"
        case .invitationForged: "invitation_forged"
        case .invitationOfAnotherSite: "invitation_of_another_site"
        case .invitationMismatch: "invitation_mismatch"
        case .invitationEnded: "invitation_ended"
        case .invitationRevoked: "invitation_revoked"
        case .invitationUsed: "invitation_used"
        case .proofRefused: "proof_refused"
        case .codeExpired: "code_expired"
        case .overtaken: "overtaken"
        case .fromTheFuture: "from_the_future"
        case .notConnected: "not_connected"
        }
    }

    /// For people: one sentence, lower case, no final stop, nothing of what is inside.
    package var sentence: String {
        switch self {
        case .unfit(let reason), .malformed(let reason): reason
        case .sealed(let problem): "it can't be opened: \(problem.reason)"
        case .providerUnknown: "there is no usable pipeline file of its provider"
        case .redirectMismatch: "its redirect URI is not the one that people are sent with"
        case .verifierMismatch: "its PKCE verifier is not what the pipeline file asks for"
        case .issuerMismatch: "its code does not come from the issuer that the pipeline file names"
        case .parametersRefused: "its parameters are not what the pipeline file asks for"
        case .invitationMissing: "it comes without an invitation"
        case .invitationForged(let problem): "its invitation is not genuine: \(problem.reason)"
        case .invitationOfAnotherSite: "its invitation is another site's"
        case .invitationMismatch: "its invitation is for something else"
        case .invitationEnded: "its invitation has ended"
        case .invitationRevoked: "its invitation was taken back"
        case .invitationUsed: "its invitation was used before"
        case .proofRefused: "its proof does not fit the private page's key"
        case .codeExpired: "its code was over before a run could use it"
        case .overtaken: "it is older than the person's newest word"
        case .fromTheFuture: "it was made on a device whose clock is far ahead"
        case .notConnected: "there is nothing to disconnect"
        }
    }
}
