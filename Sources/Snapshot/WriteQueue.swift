import Documents

/// Files on their way to the disk, handed to it many at a time.
struct WriteQueue {
    let directory: String
    let files: any FileStore
    var result = SnapshotWriter.Result()
    private var waiting: [FileChange] = []
    private var digests: [String: String] = [:]
    private var size = 0

    /// Files that are handed to the disk together, and the most bytes they may have.
    private static let batch = (files: 512, bytes: 8 << 20)

    init(directory: String, files: any FileStore) {
        self.directory = directory
        self.files = files
    }

    /// Takes a file in: what has changed is written, sooner or later.
    mutating func take(_ file: PreparedFile) {
        let path = file.path
        result.warnings += file.leftOut.map {
            "\(path): \($0) repeats a secret of this run and was left out"
        }
        guard !file.isInPlace else {
            result.marks[path] = FileMark(digest: file.digest, stamp: file.stamp)
            return
        }
        guard let bytes = file.bytes else {
            result.failures.append(
                "\(path) was not written: \(file.refusal ?? "it") repeats a secret of this run"
            )
            result.unwritten.insert(path)
            return
        }
        waiting.append(FileChange("\(directory)/\(path)", bytes))
        // Somebody else may write before a look: no stamp is better than theirs.
        digests[path] = file.digest
        size += bytes.count
        if waiting.count >= Self.batch.files || size >= Self.batch.bytes { flush() }
    }

    /// Writes what waits, and returns when it is durable.
    mutating func flush() {
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

    mutating func remove(_ path: String) {
        do {
            try files.remove("\(directory)/\(path)")
            result.removed.append(path)
        } catch {
            result.failures.append(error.description)
        }
    }
}
