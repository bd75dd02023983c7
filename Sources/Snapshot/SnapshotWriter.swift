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
        /// How the files about everybody were left, by path: of those that are in place.
        package var marks: [String: FileMark] = [:]
        /// How people's files were left, by person, each in its place: `nil` of what is not in place.
        package var people: [String: [FileMark?]] = [:]
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
            people.merge(other.people) { _, new in new }
        }
    }

    /// People, or files about everybody, that are built and looked at together, on all cores.
    private static let people = 256

    /// Writes the set: one file that can't be written never keeps the others back.
    ///
    /// People's files come first, the others by path; what says that all is told, the heartbeat, comes
    /// after all else is durable.
    ///
    /// - Parameters:
    ///   - set: What is to be on the disk.
    ///   - ahead: People's files that were built already.
    /// - Returns: What was done, and what was not.
    package func write(_ set: StatusSet, ahead: PagesAhead? = nil) -> Result {
        let gate = LastGate(ledger: ledger)
        var queue = WriteQueue(directory: directory, files: files)
        for start in stride(from: 0, to: set.pages.count, by: Self.people) {
            let pages = Array(set.pages[start..<min(start + Self.people, set.pages.count)])
            let prepared = pages.parallelMap { ahead?.files(of: $0) ?? prepare($0, gate) }
            for (page, files) in zip(pages, prepared) { queue.take(files, of: page.user) }
        }
        let paths = set.commonPaths.sorted(by: Self.isEarlier)
        for start in stride(from: 0, to: paths.count, by: Self.people) {
            let part = Array(paths[start..<min(start + Self.people, paths.count)])
            let prepared = part.parallelMap { prepare($0, verdict(on: $0, of: set, gate)) }
            for file in prepared {
                if file.path == StatusPath.heartbeat { queue.flush() }
                queue.take(file)
            }
        }
        queue.flush()
        queue.result.written.sort()
        for path in set.obsolete.sorted() { queue.remove(path) }
        return queue.result
    }

    private func verdict(on path: String, of set: StatusSet, _ gate: LastGate) -> LastGate.Verdict {
        if let document = set.common[path] { return gate.pass(document, path) }
        return gate.pass(set.texts[path] ?? [], quoting: set.quotations[path])
    }

    /// Builds a person's files, and looks how they stand to what is on the disk.
    func prepare(_ page: UserPage, _ gate: LastGate) -> [PreparedFile] {
        page.documents().map { prepare($0.path, gate.pass($0.document, $0.path)) }
            // A badge has nothing from outside in it.
            + page.badges().map { prepare($0.path, gate.pass($0.badge.bytes(), quoting: [])) }
    }

    private func prepare(_ path: String, _ verdict: LastGate.Verdict) -> PreparedFile {
        var file = PreparedFile(
            path: path,
            bytes: verdict.bytes,
            leftOut: verdict.leftOut,
            refusal: verdict.refusal
        )
        guard let bytes = verdict.bytes else { return file }
        file.size = bytes.count
        file.digest = CiphertextDigest.text(of: bytes)
        let limit = max(bytes.count, 1 << 20)
        let old = try? files.readStamped(self.path(of: file), limit: limit)
        file.stamp = old?.stamp
        file.isInPlace = old?.bytes == bytes
        // Only what is to be written is worth the memory.
        if file.isInPlace { file.bytes = nil }
        return file
    }

    func path(of file: PreparedFile) -> String { "\(directory)/\(file.path)" }

    /// Writes what is known of limits while a run goes on; false where that failed.
    package func keep(_ limits: LimitRecord) -> Bool {
        guard let document = LimitsPage.document(limits, hasFile: true) else { return true }
        let bytes = document.canonicalText()
        guard !ledger.find(in: bytes) else { return false }
        let path = "\(directory)/\(StatusPath.limits)"
        let old = try? files.read(path, limit: max(bytes.count, 1 << 20))
        if old == bytes { return true }
        return (try? files.replace(path, with: bytes, mode: 0o644)) != nil
    }

    /// The order of writing: by path, the heartbeat last.
    private static func isEarlier(_ left: String, _ right: String) -> Bool {
        let (isLast, otherIsLast) = (left == StatusPath.heartbeat, right == StatusPath.heartbeat)
        return isLast == otherIsLast ? left < right : otherIsLast
    }
}
