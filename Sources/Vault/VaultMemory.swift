internal import Synchronization

/// What one run need not ask gpg twice.
final class VaultMemory: Sendable {
    private struct Contents {
        /// Generations by connection, by the digest of the ciphertext they were read from.
        var generations: [String: [ConnectionName: Int]] = [:]
        /// The recipients that a text of `.gpg-id` stands for.
        var recipients: (text: [UInt8], found: [Recipient])?
        var pack: ConnectionPack?
        /// The session keys of messages that were decrypted for proof, by recipients.
        var proved: [[Recipient]: Set<[SealedShape.SessionKey]>] = [:]
    }

    private let contents = Mutex(Contents())

    func generations(digest: String) -> [ConnectionName: Int]? {
        contents.withLock { $0.generations[digest] }
    }

    func remember(_ file: UserFile, digest: String) {
        contents.withLock { $0.generations[digest] = ConnectionName.generations(in: file) }
    }

    var pack: ConnectionPack? { contents.withLock { $0.pack } }

    func use(_ pack: ConnectionPack?) { contents.withLock { $0.pack = pack } }

    func recipients(for text: [UInt8]) -> [Recipient]? {
        contents.withLock { contents in
            guard let known = contents.recipients, known.text == text else { return nil }
            return known.found
        }
    }

    func remember(_ recipients: [Recipient], for text: [UInt8]) {
        contents.withLock { $0.recipients = (text, recipients) }
    }

    /// Whether a message with these session keys was encrypted to these recipients and decrypted.
    func isProved(_ keys: [SealedShape.SessionKey], for recipients: [Recipient]) -> Bool {
        contents.withLock { $0.proved[recipients]?.contains(keys) ?? false }
    }

    func prove(_ keys: [SealedShape.SessionKey], for recipients: [Recipient]) {
        _ = contents.withLock { $0.proved[recipients, default: []].insert(keys) }
    }
}
