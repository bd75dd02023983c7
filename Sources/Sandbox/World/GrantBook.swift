import Synchronization

/// One provider's ledger behind a lock: each request reads and writes it in one go.
final class GrantBook: Sendable {
    private let ledger = Mutex(GrantLedger())

    /// Runs `body` with the ledger to itself, so that a code or token is judged and spent at once.
    func update<Result: Sendable, Failure: Error>(
        _ body: (inout GrantLedger) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ledger.withLock { ledger throws(Failure) in
            try body(&ledger)
        }
    }

    /// Forgets everything.
    func clear() {
        ledger.withLock { $0 = GrantLedger() }
    }
}
