package import Documents
package import Engine
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
        /// How much of what was written there is: a full disk takes an empty file.
        package var writtenBytes = 0
        package var failures: [String] = []
        /// How the files of the set were left, by path: of those that are in place.
        package var marks: [String: FileMark] = [:]
        /// Fields that were left out, for people.
        package var warnings: [String] = []
        /// Paths below the directory that are not as they should be.
        var unwritten: Set<String> = []

        /// Those users of whom the files tell nothing new.
        package func untold(of users: [String]) -> Set<UserID> {
            Set(users.filter { unwritten.contains(StatusPath.user($0)) }.compactMap { UserID($0) })
        }

        package init() {}

        /// Takes in what another writing did.
        package mutating func take(_ other: Self) {
            written += other.written
            removed += other.removed
            writtenBytes += other.writtenBytes
            failures += other.failures
            warnings += other.warnings
            unwritten.formUnion(other.unwritten)
            marks.merge(other.marks) { _, new in new }
        }
    }

    /// Files that are handed to the disk together, and the most bytes they may have.
    private static let batch = (files: 512, bytes: 8 << 20)

    /// Writes the set: one file that can't be written never keeps the others back.
    ///
    /// What says that all is told, the heartbeat, comes after all else is durable.
    package func write(_ set: StatusSet) -> Result {
        var result = Result()
        var waiting: [FileChange] = []
        var digests: [String: String] = [:]
        var size = 0
        let gate = LastGate(ledger: ledger)
        func flush() {
            let failures = files.replaceAll(waiting, mode: 0o644)
            for (change, failure) in zip(waiting, failures) {
                let path = String(change.path.dropFirst(directory.count + 1))
                if let failure {
                    result.failures.append(failure.description)
                    result.unwritten.insert(path)
                } else {
                    result.written.append(path)
                    result.writtenBytes += change.bytes.count
                    result.marks[path] = digests[path].map { FileMark(digest: $0, stamp: nil) }
                }
            }
            waiting = []
            size = 0
        }
        let paths = Set(set.documents.keys).union(set.texts.keys)
        for path in paths.sorted(by: Self.isEarlier) {
            let passed =
                set.documents[path].map { gate.pass($0, path) }
                ?? gate.pass(set.texts[path] ?? [], quoting: set.quotations[path])
            result.warnings += passed.leftOut.map {
                "\(path): \($0) repeats a secret of this run and was left out"
            }
            guard let bytes = passed.bytes else {
                result.failures.append(
                    "\(path) was not written: \(passed.refusal ?? "it") repeats a secret of this run"
                )
                result.unwritten.insert(path)
                continue
            }
            let full = "\(directory)/\(path)"
            let digest = CiphertextDigest.text(of: bytes)
            // Before the reading: what is written in between then has another stamp.
            let stamp = files.stamp(full)
            guard !has(full, bytes) else {
                result.marks[path] = FileMark(digest: digest, stamp: stamp)
                continue
            }
            if path == StatusPath.heartbeat { flush() }
            waiting.append(FileChange(full, bytes))
            // Somebody else may write before a look: no stamp is better than theirs.
            digests[path] = digest
            size += bytes.count
            if waiting.count >= Self.batch.files || size >= Self.batch.bytes { flush() }
        }
        flush()
        result.written.sort()
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

    /// Writes what is known of limits while a run goes on; false where that failed.
    package func keep(_ limits: LimitRecord) -> Bool {
        guard let document = LimitsPage.document(limits, hasFile: true) else { return true }
        let bytes = document.canonicalText()
        guard !ledger.find(in: bytes) else { return false }
        let path = "\(directory)/\(StatusPath.limits)"
        if has(path, bytes) { return true }
        return (try? files.replace(path, with: bytes, mode: 0o644)) != nil
    }

    /// The order of writing: by path, the heartbeat last.
    private static func isEarlier(_ left: String, _ right: String) -> Bool {
        let (isLast, otherIsLast) = (left == StatusPath.heartbeat, right == StatusPath.heartbeat)
        return isLast == otherIsLast ? left < right : otherIsLast
    }

    /// Whether the file has these bytes already.
    private func has(_ path: String, _ bytes: [UInt8]) -> Bool {
        let limit = max(bytes.count, 1 << 20)
        guard let old = try? files.read(path, limit: limit) else { return false }
        return old == bytes
    }
}
