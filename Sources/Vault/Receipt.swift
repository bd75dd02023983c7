package import FoundationEssentials

/// That a message from the inbox was taken, so that neither it nor its invitation counts again.
package struct Receipt: Sendable, Hashable {
    /// The message's own id.
    package var message: String
    /// The id of the invitation that it brought (`jti` of RFC 7519, section 4.1.7), if any.
    package var invitation: String?
    /// From then on neither could be valid anyway, and the receipt may go.
    package var until: Date

    package init(message: String, invitation: String?, until: Date) {
        self.message = message
        self.invitation = invitation
        self.until = until
    }
}
