internal import Documents

/// Does blocking disk work on a queue of its own.
actor DiskLane {
    private let executor = LaneExecutor("latchkey.disk")
    private let files: any FileStore

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ files: any FileStore) {
        self.files = files
    }

    func perform<Value: Sendable>(
        _ work: @Sendable (any FileStore) throws(FileError) -> Value
    ) throws(FileError) -> Value {
        try work(files)
    }
}
