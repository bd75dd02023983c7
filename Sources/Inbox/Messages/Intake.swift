internal import Engine
internal import FoundationEssentials
package import Vault

/// What a message makes of its user's file.
///
/// Pure: the vault writes the result, and the receipt with it, before the message goes.
package enum Intake: Sendable {
    /// A code waits in the file.
    case connected(UserFile)
    /// It was taken before, by a run that was ended or in another clone: it goes, and changes nothing.
    case known
    /// Its code is over: the file has a place for the connection, so that its state can be told.
    case lapsed(UserFile)
    /// The connection is to be revoked, and then ended by this.
    case ending(Connection, UserFile)

    /// Judges a message against the file as it is now.
    ///
    /// - Parameters:
    ///   - message: As it was opened.
    ///   - file: The user's; `nil` where there is none.
    ///   - keys: Whose signatures count.
    ///   - rules: All else.
    ///   - pageKey: The key of the person's private page, where they have one.
    /// - Throws: `MessageProblem` where it does not check; `SetupProblem` where this machine can't
    ///   tell for want of the app's credentials.
    package init(
        _ message: InboxMessage,
        for file: UserFile?,
        keys: InboxKeys,
        rules: InboxRules,
        pageKey: [UInt8]?
    ) throws {
        let warrant = try rules.warrant(of: message, keys, pageKey: pageKey)
        let here = file ?? UserFile(user: message.user)
        guard !here.hasTaken(message: message.id) else {
            self = .known
            return
        }
        if let id = warrant.invitationID, here.hasUsed(invitation: id) {
            throw MessageProblem.invitationUsed
        }
        guard message.at <= rules.now.addingTimeInterval(InboxRules.farthestFuture) else {
            throw MessageProblem.fromTheFuture
        }
        let subject = Case(message: message, here: here, rules: rules, warrant: warrant)
        switch message.kind {
        case .connect(let code): self = try subject.connect(code, isNew: file == nil)
        case .disconnect: self = try subject.disconnect()
        }
    }

    /// One message and what it is judged by.
    private struct Case {
        let message: InboxMessage
        let here: UserFile
        let rules: InboxRules
        let warrant: Warrant

        var key: ConnectionKey {
            ConnectionKey(user: message.user, provider: message.provider, label: message.label)
        }

        var connection: Connection? { here.connection(message.provider, message.label) }

        func connect(_ code: InboxMessage.Code, isNew: Bool) throws -> Intake {
            let pending = try rules.pendingCode(code, of: message, known: connection)
            let isKnown = here.connections.contains { other in
                other.provider == message.provider
                    && (other.pendingCode?.code == pending.code
                        || other.spentCode?.isSame(as: pending.code) == true)
            }
            guard !isKnown else { return .known }
            // Whoever comes without an invitation takes no place that is somebody's.
            guard warrant != .none || isNew else { throw MessageProblem.invitationMissing }
            guard !rules.isOver(pending, message.provider) else {
                guard warrant != .none else { throw MessageProblem.codeExpired }
                return .lapsed(Enrollment.note(key, in: here))
            }
            return .connected(receipted(Enrollment.wait(pending, key, in: here)))
        }

        func disconnect() throws -> Intake {
            guard let connection else { throw MessageProblem.notConnected }
            guard connection.disconnectedAt == nil else { return .known }
            let age = rules.now.timeIntervalSince(message.at)
            let consent = connection.grant?.authorizedAt ?? .distantPast
            let isNewest =
                message.at.addingTimeInterval(InboxRules.clockTolerance) >= consent
            guard age <= InboxRules.longestWish, isNewest else { throw MessageProblem.overtaken }
            let ended = Enrollment.disconnect(key, in: here, now: rules.now)
            return .ending(connection, receipted(ended))
        }

        private func receipted(_ file: UserFile) -> UserFile {
            var file = file
            var end = rules.now.addingTimeInterval(
                InboxRules.longestWish + InboxRules.farthestFuture
            )
            if case .invitation(let invitation) = warrant { end = max(end, invitation.endsAt) }
            file.add(
                Receipt(
                    message: message.id,
                    invitation: warrant.invitationID,
                    until: end
                ),
                now: rules.now
            )
            return file
        }
    }
}
