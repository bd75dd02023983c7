internal import Documents
package import FoundationEssentials
internal import Synchronization

/// The intents of one run in one small file beside the connections: `.intents`.
///
/// It is written, synced and renamed before the first of its credentials is spent, and removed when
/// every result is known and told. A run that finds it knows what an earlier one may have spent in
/// vain. Beside it `.intents.sent` names the codes that went out, by their hashes: a run that dies
/// before a code's turn has not lost the code.
package final class IntentJournal: Sendable {
    private let path: String
    private let sentPath: String
    private let files: any FileStore
    private let written = Mutex<(intents: [Intent], sent: Set<String>)>(([], []))
    /// The salt of this run's hashes.
    package let salt = CredentialHash.salt()

    /// What is larger is no journal of ours, in bytes.
    private static let limit = 64 << 20

    init(directory: String, files: any FileStore) {
        path = "\(directory)/.intents"
        sentPath = "\(directory)/.intents.sent"
        self.files = files
    }

    /// What an earlier run left; nothing where there is no file.
    package func leftOver() -> LeftOverIntents {
        var left = LeftOverIntents()
        do throws(FileError) {
            guard let bytes = try files.read(path, limit: Self.limit) else { return left }
            if let read = IntentDocument.decode(bytes) {
                left.intents = read.intents
                if read.unreadable > 0 {
                    left.damage = "\(read.unreadable) of its entries can't be read"
                }
            } else {
                left.damage = bytes.isEmpty ? "it is empty" : "it is not what a run writes"
            }
        } catch {
            left.damage = error.reason
        }
        do throws(FileError) {
            if let bytes = try files.read(sentPath, limit: Self.limit) {
                left.sentCodes = IntentDocument.decodeSent(bytes)
            }
        } catch {
            left.sentCodes = nil
        }
        return left
    }

    /// Keeps a copy of a damaged journal, so that nothing written over it hides it.
    ///
    /// - Returns: Where it is kept.
    package func keepDamaged(now: Date) throws(VaultError) -> String {
        let stamp = Timestamp.text(now).filter { $0 != ":" && $0 != "-" }
        let kept = "\(path).broken-\(stamp)"
        do throws(FileError) {
            guard let bytes = try files.read(path, limit: Self.limit) else { return kept }
            try files.replace(kept, with: bytes, mode: 0o600)
        } catch {
            throw .notSaved(path: kept, reason: error.reason)
        }
        return kept
    }

    /// Makes more intents durable, beside what an earlier run left.
    ///
    /// - Parameters:
    ///   - intents: What is about to be spent.
    ///   - older: Left over, and not settled by this run yet.
    /// - Throws: `notSaved`; then nothing of it may be spent.
    package func begin(
        _ intents: [Intent],
        over older: LeftOverIntents = LeftOverIntents()
    ) throws(VaultError) {
        guard !intents.isEmpty else { return }
        // Under the lock, so that a shorter list never comes after a longer one.
        let refusal = written.withLock { written -> FileError? in
            written.intents += older.intents + intents
            written.sent.formUnion(older.sentCodes ?? Self.codes(of: older))
            do throws(FileError) {
                let bytes = IntentDocument.encode(written.intents)
                // First what went out: an intent without it would be read as never sent.
                if older.sentCodes == nil { try keepSent(written.sent) }
                try files.replace(path, with: bytes, mode: 0o600)
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw .notSaved(path: path, reason: refusal.reason) }
    }

    /// Notes durably that a code goes out now.
    package func noteSent(_ intent: Intent) throws(VaultError) {
        try changeSent { $0.insert(intent.credentialHash).inserted }
    }

    /// Notes that a code came back unused: the provider never looked at it.
    package func noteReturned(_ intent: Intent) throws(VaultError) {
        try changeSent { $0.remove(intent.credentialHash) != nil }
    }

    /// Every result is known but of these, which another run has to find out.
    ///
    /// Without any the file goes; one that can't be removed costs the next run a look.
    ///
    /// - Parameters:
    ///   - open: What is left of earlier runs'.
    ///   - users: Users whose intents all stay, of this run too.
    package func settle(leaving open: LeftOverIntents, keeping users: Set<UserID> = []) {
        var open = open
        if !users.isEmpty {
            let there = leftOver()
            // What can't be read can't be told apart either.
            guard there.damage == nil else { return }
            let kept = there.intents.filter { users.contains($0.user) }
            open.intents += kept.filter { !open.intents.contains($0) }
            open.sentCodes = there.sentCodes
        }
        written.withLock { $0 = (open.intents, open.sentCodes ?? Self.codes(of: open)) }
        if open.intents.isEmpty {
            try? files.remove(path)
            try? files.remove(sentPath)
        } else {
            try? files.replace(path, with: IntentDocument.encode(open.intents), mode: 0o600)
        }
    }

    private func changeSent(_ change: (inout Set<String>) -> Bool) throws(VaultError) {
        let refusal = written.withLock { written -> FileError? in
            guard change(&written.sent) else { return nil }
            do throws(FileError) {
                try keepSent(written.sent)
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw .notSaved(path: sentPath, reason: refusal.reason) }
    }

    private func keepSent(_ hashes: Set<String>) throws(FileError) {
        try files.replace(sentPath, with: IntentDocument.encode(sent: hashes), mode: 0o600)
    }

    /// Where nothing tells which codes went out, all may have.
    private static func codes(of left: LeftOverIntents) -> Set<String> {
        Set(left.intents.filter { $0.kind == .code }.map(\.credentialHash))
    }
}
