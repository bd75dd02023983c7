internal import Documents
package import FoundationEssentials

extension ConnectionVault {
    /// The path of the recipients' file.
    package var recipientsPath: String { "\(directory)/\(RecipientFile.name)" }

    /// The names in `.gpg-id`, in its order; never none.
    package func recipients() throws(VaultError) -> [String] {
        RecipientFile.names(in: try recipientsText())
    }

    /// Proves, before anything is spent, that what it brings can be encrypted, read and written.
    ///
    /// Looks at every recipient's key, encrypts and decrypts a sample, and writes one beside the
    /// files. A key that can't be used is refused by name; one that ends within 60 days is warned
    /// about, in the order of `.gpg-id`.
    ///
    /// - Parameters:
    ///   - now: Decides which keys have ended.
    ///   - changes: Files about to change: each may need a block more than it has.
    /// - Throws: What can't be used; then nothing may be spent.
    /// - Returns: Keys that end soon.
    package func proveRecipients(
        now: Date,
        changes: Int = 1
    ) async throws(VaultError) -> [RecipientWarning] {
        let text = try recipientsText()
        let recipients = try await findRecipients(RecipientFile.names(in: text), now: now)
        memory.remember(recipients, for: text)
        try await proveRoundTrip(to: recipients, changes: changes)
        return recipients.compactMap { RecipientWarning($0, now: now) }
    }

    /// The recipients with their keys; looked up once for each text of `.gpg-id`.
    func currentRecipients() async throws(VaultError) -> [Recipient] {
        let text = try recipientsText()
        if let known = memory.recipients(for: text) { return known }
        let recipients = try await findRecipients(RecipientFile.names(in: text), now: now())
        memory.remember(recipients, for: text)
        return recipients
    }

    func findRecipients(
        _ names: [String],
        now: Date
    ) async throws(VaultError) -> [Recipient] {
        var recipients: [Recipient] = []
        for name in names {
            let keys: [RecipientKey]
            do throws(CipherError) {
                keys = try await cipher.keys(matching: name)
            } catch {
                throw .unusable(reason: error.reason)
            }
            let recipient = try Recipient(name, among: keys, now: now)
            if !recipients.contains(where: { $0.key == recipient.key }) {
                recipients.append(recipient)
            }
        }
        return recipients
    }

    private func recipientsText() throws(VaultError) -> [UInt8] {
        let text: [UInt8]?
        do throws(FileError) {
            text = try files.read(recipientsPath, limit: RecipientFile.sizeLimit)
        } catch {
            throw .unusable(reason: "\(error)")
        }
        guard let text else {
            throw .unusable(reason: "there is no \(recipientsPath): run latchkey init")
        }
        guard !RecipientFile.names(in: text).isEmpty else {
            throw .unusable(reason: "\(recipientsPath) names no recipient: add one, a line each")
        }
        return text
    }

    /// The room a probe takes at least: files being written beside the old ones, in bytes.
    private static let probeSize = 256 << 10

    /// What is encrypted and decrypted for proof, in bytes.
    private static let sampleSize: UInt64 = 1024

    /// What a file may grow by: the smallest piece most file systems give away, in bytes.
    private static let growth = 4 << 10

    private func proveRoundTrip(
        to recipients: [Recipient],
        changes: Int
    ) async throws(VaultError) {
        // Named like a file that is just being written: a probe that is left is swept up as one.
        var generator = SystemRandomNumberGenerator()
        let suffix = String(generator.next() as UInt64, radix: 36)
        let path = "\(directory)/.latchkey-probe-\(suffix).tmp"
        // Another one each time; that it can't be foreseen is of no matter here.
        let seed = generator.next() as UInt64
        let sample = (0..<Self.sampleSize).map { UInt8(truncatingIfNeeded: seed >> ($0 % 64)) }
        let sealed: [UInt8]
        do throws(VaultError) {
            sealed = try await sealAndProve(sample, to: recipients, path: directory)
        } catch {
            guard case .notSaved(let path, let reason) = error else { throw error }
            throw .locked(path: path, reason: reason)
        }
        let room = min(Self.probeSize + changes * Self.growth, 64 << 20)
        let padding = [UInt8](repeating: 0, count: max(0, room - sealed.count))
        do throws(FileError) {
            try await disk.perform { files throws(FileError) in
                try files.replace(path, with: sealed + padding, mode: 0o600)
                try files.remove(path)
            }
        } catch {
            try? await disk.perform { files throws(FileError) in try files.remove(path) }
            throw .notSaved(path: directory, reason: error.reason)
        }
    }
}
