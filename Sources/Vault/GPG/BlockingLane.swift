/// A queue for work that blocks: one piece at a time, none on the cooperative pool.
actor BlockingLane {
    private let executor: LaneExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ label: String) {
        executor = LaneExecutor(label)
    }

    func perform<Value: Sendable, Failure: Error>(
        _ work: @Sendable () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try work()
    }
}
