import Documents

/// Files on their way to the disk, handed to it many at a time.
struct WriteQueue {
    let directory: String
    let files: any FileStore
    var result = SnapshotWriter.Result()
    private var waiting: [Waiting] = []
    private var size = 0

    private struct Waiting {
        let path: String
        let change: FileChange
        /// Somebody else may write before a look: no stamp is better than theirs.
        let mark: FileMark
        let person: (user: String, index: Int)?
    }

    /// Files that are handed to the disk together, and the most bytes they may have.
    private static let batch = (files: 512, bytes: 8 << 20)

    init(directory: String, files: any FileStore) {
        self.directory = directory
        self.files = files
    }

    /// Takes a file about everybody in: what has changed is written, sooner or later.
    mutating func take(_ file: PreparedFile) {
        if let mark = taken(file, nil) { result.marks[file.path] = mark }
    }

    /// Takes a person's files in; of whom one leaves something out, they do not tell all that is known.
    mutating func take(_ files: [PreparedFile], of user: String) {
        if files.allSatisfy(\.leftOut.isEmpty) {
            result.people[user] = files.map { $0.isInPlace ? $0.mark : nil }
        }
        for (index, file) in files.enumerated() { _ = taken(file, (user, index)) }
    }

    /// The mark of a file that is in place already.
    private mutating func taken(
        _ file: PreparedFile,
        _ person: (user: String, index: Int)?
    ) -> FileMark? {
        let path = file.path
        result.warnings += file.leftOut.map {
            "\(path): \($0) repeats a secret of this run and was left out"
        }
        if file.isInPlace { return file.mark }
        guard let bytes = file.bytes else {
            result.failures.append(
                "\(path) was not written: \(file.refusal ?? "it") repeats a secret of this run"
            )
            result.unwritten.insert(path)
            return nil
        }
        waiting.append(
            Waiting(
                path: path,
                change: FileChange("\(directory)/\(path)", bytes),
                mark: FileMark(digest: file.digest, stamp: nil),
                person: person
            )
        )
        size += bytes.count
        if waiting.count >= Self.batch.files || size >= Self.batch.bytes { flush() }
        return nil
    }

    /// Writes what waits, and returns when it is durable.
    mutating func flush() {
        let failures = files.replaceAll(waiting.map(\.change), mode: 0o644)
        for (file, failure) in zip(waiting, failures) {
            if let failure {
                result.failures.append(failure.description)
                result.unwritten.insert(file.path)
                continue
            }
            result.written.append(file.path)
            result.writtenBytes += file.change.bytes.count
            if let (user, index) = file.person {
                result.people[user]?[index] = file.mark
            } else {
                result.marks[file.path] = file.mark
            }
        }
        waiting = []
        size = 0
    }

    mutating func remove(_ path: String) {
        do {
            try files.remove("\(directory)/\(path)")
            result.removed.append(path)
        } catch {
            result.failures.append(error.description)
        }
    }
}
