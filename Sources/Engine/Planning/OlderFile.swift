import FoundationEssentials
package import Pipeline
package import Vault

/// A connection whose file has gone back behind what an earlier run saw: a backup or an older commit
/// was restored, and what it holds may have been spent since.
///
/// A provider that rotates takes the second use of a refresh token for a theft, and ends the grant
/// (RFC 9700, section 4.14.2); one that sees a code again may revoke what it gave for it (RFC 6749,
/// section 4.1.2). So these are not sent, and everything else of the connection goes on.
package struct OlderFile: Hashable, Sendable {
    /// The generation in the file.
    package let here: Int
    /// The highest generation that a run has seen.
    package let seen: Int
    /// Whether the grant holds something that a refresh would spend.
    package let holdsGrant: Bool
    /// Whether the code that waits was exchanged before.
    package let holdsCode: Bool

    /// `nil` where the file is the newest, or has nothing in it that could be spent twice.
    package init?(
        _ connection: Connection,
        _ pipeline: PipelineDefinition,
        _ record: ConnectionRecord?
    ) {
        guard let record, Self.isBehind(connection, record) else { return nil }
        here = connection.generation
        seen = record.newestGeneration
        let refresh = pipeline.refresh
        let credential =
            refresh?.credential == .accessToken
            ? connection.grant?.accessToken : connection.grant?.refreshToken
        holdsGrant =
            refresh.map { $0.rotation != .never } == true && credential?.isEmpty == false
        holdsCode = connection.pendingCode.map { $0.isOpen && Self.wasSeen($0, record) } ?? false
        guard holdsGrant || holdsCode else { return nil }
    }

    /// Whether the file is older than what the record remembers.
    ///
    /// A consent that the record does not know is newer than it, however few changes led there: a
    /// file that was begun anew counts from the start.
    static func isBehind(_ connection: Connection, _ record: ConnectionRecord) -> Bool {
        guard connection.generation < record.newestGeneration else { return false }
        guard let consent = connection.grant?.authorizedAt, let known = record.connectedAt else {
            return true
        }
        return consent <= known
    }

    /// Whether an earlier run has dealt with the code: exchanged it, or a later one, or given it up.
    private static func wasSeen(_ code: PendingCode, _ record: ConnectionRecord) -> Bool {
        if let known = record.connectedAt, code.receivedAt <= known { return true }
        switch record.reason {
        case .codeInDoubt, .codeRefused, .codeExpired: return code.receivedAt <= record.since
        default: return false
        }
    }

    /// What a step that may not spend ends with.
    func failure(step: String) -> Failure {
        Failure(
            .transient,
            .olderFile,
            step: step,
            detail: "nothing was spent: the file has generation \(here) of it, and an earlier run "
                + "has seen generation \(seen)"
        )
    }
}
