/// One gpgme context, the kept processes beside it and the queue they work on: one operation at a
/// time.
actor GPGLane {
    private let executor: LaneExecutor
    private let settings: GPGSettings
    private let kept: KeptLane
    /// Made at the first use, so that a machine without gpg can still do what needs none.
    private var context: GPGContext?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(
        _ settings: GPGSettings,
        _ patience: KeptLane.Patience = KeptLane.Patience(),
        number: Int
    ) {
        executor = LaneExecutor("latchkey.gpg.\(number)")
        self.settings = settings
        kept = KeptLane(settings, patience)
    }

    /// Asks a kept process where one does the work, and else works with the context; blocks.
    func perform<Value: Sendable>(
        asking: (@Sendable (KeptLane) -> Value?)?,
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) throws(GPGFailure) -> Value {
        guard let asking else { return try perform(work) }
        if let value = asking(kept) { return value }
        let value = try perform(work)
        kept.hearOfSuccess()
        return value
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
