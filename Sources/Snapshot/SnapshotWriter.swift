package import Documents
package import Vault

/// Puts status files on disk, only where they changed, and only past the last gate.
package struct SnapshotWriter: Sendable {
    /// `data/status`.
    package let directory: String
    package let files: any FileStore
    package let ledger: SecretLedger

    package init(directory: String, files: any FileStore, ledger: SecretLedger) {
        self.directory = directory
        self.files = files
        self.ledger = ledger
    }

    /// What was done.
    package struct Result: Sendable {
        /// Paths below the directory, sorted.
        package var written: [String] = []
        package var removed: [String] = []
        package var failures: [String] = []

        package init() {}
    }

    /// Writes the set: one file that can't be written never keeps the others back.
    package func write(_ set: StatusSet) -> Result {
        var result = Result()
        let all = set.documents.mapValues { $0.canonicalText() }
            .merging(set.texts) { document, _ in document }
        for (path, bytes) in all.sorted(by: { $0.key < $1.key }) {
            guard !ledger.find(in: bytes) else {
                result.failures.append("\(path) holds a secret and was not written: this is a bug")
                continue
            }
            do {
                if try replace(path, bytes) { result.written.append(path) }
            } catch {
                result.failures.append(error.description)
            }
        }
        for path in set.obsolete.sorted() {
            do {
                try files.remove("\(directory)/\(path)")
                result.removed.append(path)
            } catch {
                result.failures.append(error.description)
            }
        }
        return result
    }

    /// False where the file already has these bytes.
    private func replace(_ path: String, _ bytes: [UInt8]) throws(FileError) -> Bool {
        let full = "\(directory)/\(path)"
        let limit = max(bytes.count, 1 << 20)
        if let old = try? files.read(full, limit: limit), old == bytes { return false }
        try files.replace(full, with: bytes, mode: 0o644)
        return true
    }
}
