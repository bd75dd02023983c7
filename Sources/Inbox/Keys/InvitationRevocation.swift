package import FoundationEssentials
package import Vault

/// Invitations that were given out and are not to count.
package struct InvitationRevocation: Hashable, Sendable {
    /// Which ones.
    package enum Subject: Hashable, Sendable {
        /// One, by its id.
        case invitation(String)
        /// A user's, as far as they were made until then.
        case user(UserID, madeUntil: Date)
    }

    package var subject: Subject
    /// From then on all of them have ended anyway, and the entry may go.
    package var until: Date

    package init(_ subject: Subject, until: Date) {
        self.subject = subject
        self.until = until
    }

    /// Whether it speaks of this invitation.
    func covers(_ invitation: Invitation) -> Bool {
        switch subject {
        case .invitation(let id): invitation.id == id
        case .user(let user, let end): invitation.user == user && invitation.issuedAt <= end
        }
    }
}
