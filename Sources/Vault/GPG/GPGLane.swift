/// One gpgme context and the queue it works on: one operation at a time.
actor GPGLane {
    private let executor: LaneExecutor
    private let settings: GPGSettings
    /// Made at the first use, so that a machine without gpg can still do what needs none.
    private var context: GPGContext?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ settings: GPGSettings, number: Int) {
        executor = LaneExecutor("latchkey.gpg.\(number)")
        self.settings = settings
    }

    /// Does blocking work with the context.
    func perform<Value: Sendable>(
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) throws(GPGFailure) -> Value {
        if context == nil { context = try GPGContext(settings) }
        guard let value = try context?.perform(work) else {
            throw GPGFailure(operation: .start, code: .general)
        }
        return value
    }
}

extension GPGContext {
    fileprivate func perform<Value>(
        _ work: (borrowing GPGContext) throws(GPGFailure) -> Value
    ) throws(GPGFailure) -> Value {
        try SignalShield.around { () throws(GPGFailure) in try work(self) }
    }
}
