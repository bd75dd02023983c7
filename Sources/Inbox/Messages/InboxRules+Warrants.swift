internal import Crypto
internal import FoundationEssentials
internal import JOSE
internal import Vault

extension InboxRules {
    /// By what right a message asks.
    ///
    /// - Parameters:
    ///   - message: As it was opened.
    ///   - keys: Whose signatures count.
    ///   - pageKey: The key of the person's private page, 32 bytes, where they have one.
    /// - Throws: Why it has no right.
    /// - Returns: The right.
    func warrant(
        of message: InboxMessage,
        _ keys: InboxKeys,
        pageKey: [UInt8]?
    ) throws(MessageProblem) -> Warrant {
        if let token = message.invitation {
            return .invitation(try invitation(token, for: message, keys))
        }
        if let proof = message.proof {
            guard let pageKey, Self.isValid(proof, of: message, pageKey) else {
                throw .proofRefused
            }
            return .pageKey
        }
        // Nobody may end what is another's.
        guard case .connect = message.kind, !requiresInvitation else { throw .invitationMissing }
        return .none
    }

    private func invitation(
        _ token: String,
        for message: InboxMessage,
        _ keys: InboxKeys
    ) throws(MessageProblem) -> Invitation {
        let invitation: Invitation
        do throws(JOSEProblem) {
            invitation = try Invitation.read(token, keys: keys.verifiers(at: now))
        } catch {
            throw .invitationForged(error)
        }
        if let site, invitation.issuer != site { throw .invitationOfAnotherSite }
        guard user(named: invitation.user) == message.user,
            invitation.covers(provider: message.provider, label: message.label)
        else { throw .invitationMismatch }
        guard now < invitation.endsAt else { throw .invitationEnded }
        guard !keys.isRevoked(invitation) else { throw .invitationRevoked }
        return invitation
    }

    /// HMAC-SHA-256 under a key that is derived from the page's (RFC 2104, RFC 5869).
    static func isValid(_ proof: [UInt8], of message: InboxMessage, _ pageKey: [UInt8]) -> Bool {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: pageKey),
            info: Array("latchkey/disconnect/1".utf8),
            outputByteCount: 32
        )
        return HMAC<SHA256>.isValidAuthenticationCode(
            proof,
            authenticating: Array(message.saying.utf8),
            using: key
        )
    }
}
