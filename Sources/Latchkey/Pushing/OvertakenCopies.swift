import Vault

/// The connections of which the remote has a newer copy than a clone that could not be brought up
/// to date.
struct OvertakenCopies: Sendable {
    private enum Theirs {
        case known(UserFile)
        /// Nobody here can tell what the remote's copy holds.
        case unreadable(String)
    }

    private var files: [UserID: Theirs] = [:]
    private let remote: String

    /// - Parameters:
    ///   - differing: The remote's ciphertexts that are not as they are here, by user.
    ///   - remote: Names the remote's branch.
    ///   - vault: Reads them.
    init(_ differing: [UserID: [UInt8]], remote: String, vault: ConnectionVault) async {
        self.remote = remote
        for (user, bytes) in differing {
            do throws(VaultError) {
                let path = "\(user).gpg of \(remote)"
                files[user] = .known(try await vault.connections(in: bytes, path: path))
            } catch {
                files[user] = .unreadable(error.sentence)
            }
        }
    }

    /// Why this copy of a connection must not spend; `nil` where it may.
    func sentence(_ user: UserID, _ connection: Connection) -> String? {
        switch files[user] {
        case nil: return nil
        case .unreadable(let reason): return reason
        case .known(let file):
            guard let theirs = file.connection(connection.provider, connection.label),
                theirs.generation > connection.generation
            else { return nil }
            return "\(remote) has generation \(theirs.generation) of it, "
                + "this copy is of generation \(connection.generation)"
        }
    }
}
