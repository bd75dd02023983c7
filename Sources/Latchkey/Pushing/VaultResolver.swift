import Documents
import Inbox
import Repository
import Synchronization
import Vault

/// Brings two sides of Latchkey's own files together: connection files by generation, logs and
/// intents by their union, and of what each run rebuilds the newer one.
final class VaultResolver: ConflictResolver {
    private let vault: ConnectionVault
    private let ledger: SecretLedger
    /// Whose snapshots are newer: before a run the remote's, after it this clone's.
    private let prefersOurs = Mutex(false)
    private let noted = Mutex<[String]>([])

    init(_ vault: ConnectionVault, ledger: SecretLedger) {
        self.vault = vault
        self.ledger = ledger
    }

    /// What was decided about connections that both sides had changed, for people.
    var notes: [String] { noted.withLock { $0 } }

    /// From here on this clone's snapshots are the newer ones.
    func runHasWritten() { prefersOurs.withLock { $0 = true } }

    func resolve(
        _ path: String,
        _ kind: OwnPaths.Kind,
        base: [UInt8]?,
        ours: [UInt8]?,
        theirs: [UInt8]?
    ) async throws(GitFailure) -> [UInt8]? {
        switch kind {
        case .connections:
            // A file that one side took away and the other changed may hold the only grant.
            guard let ours, let theirs else { return ours ?? theirs }
            do throws(VaultError) {
                let merge = try await vault.merge(
                    base: base,
                    ours: ours,
                    theirs: theirs,
                    path: path
                )
                let sentences = merge.notes.map { "\(merge.user)/\($0.sentence)" }
                noted.withLock { noted in
                    noted += sentences.filter { !noted.contains($0) }
                }
                return merge.bytes
            } catch {
                throw GitFailure(.other, error.sentence)
            }
        case .intents: return IntentUnion.bytes(ours, theirs)
        case .log:
            guard let ours, let theirs else { return ours ?? theirs }
            return LogUnion.bytes(base: base ?? [], ours: ours, theirs: theirs)
        case .limits: return LimitUnion.bytes(ours, theirs)
        case .setting: return theirs
        case .document:
            guard let ours, let theirs else { return ours ?? theirs }
            do throws(VaultError) {
                return try await InboxKeyStore(vault, ledger: ledger)
                    .merge(ours, theirs, path: path)
            } catch {
                throw GitFailure(.other, error.sentence)
            }
        // A message that one side took and the other wrote anew is looked at once more.
        case .kept, .message: return ours ?? theirs
        case .snapshot: return prefersOurs.withLock { $0 } ? ours : theirs
        }
    }
}
