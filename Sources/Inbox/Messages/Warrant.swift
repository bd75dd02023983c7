/// By what right a message asks.
enum Warrant: Hashable, Sendable {
    case invitation(Invitation)
    /// The key of the person's private page.
    case pageKey
    /// Nobody's: the site lets anybody ask.
    case none

    /// The id that counts once.
    var invitationID: String? {
        guard case .invitation(let invitation) = self else { return nil }
        return invitation.id
    }
}
