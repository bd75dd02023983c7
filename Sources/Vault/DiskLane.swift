internal import Documents

/// Does blocking disk work on a queue of its own.
struct DiskLane: Sendable {
    private let files: any FileStore
    private let lane = BlockingLane("latchkey.disk")

    init(_ files: any FileStore) {
        self.files = files
    }

    func perform<Value: Sendable>(
        _ work: @Sendable (any FileStore) throws(FileError) -> Value
    ) async throws(FileError) -> Value {
        try await lane.perform { () throws(FileError) in try work(files) }
    }
}
