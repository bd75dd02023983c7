import Synchronization

/// What callers and the curl thread share: calls that have come, calls that were given up, and who
/// waits for which.
///
/// Whoever takes a continuation out of here resumes it, so each is resumed once.
final class CurlInbox: Sendable {
    typealias Outcome = Result<CurlAnswer, TransportError>

    /// What the thread finds when it looks.
    struct Orders: Sendable {
        var arrivals: [(id: UInt64, call: CurlCall)] = []
        var withdrawals: [UInt64] = []
        var isStopping = false

        /// Whether there is nothing to find yet, so that whoever comes has to ring.
        var areEmpty: Bool { arrivals.isEmpty && withdrawals.isEmpty && !isStopping }
    }

    private struct Caller {
        let call: CurlCall
        let continuation: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var nextID: UInt64 = 0
        var orders = Orders()
        var callers: [UInt64: Caller] = [:]
        /// Cancelled before they had come in.
        var cancelledEarly: Set<UInt64> = []
        var isClosed = false
        /// Said to those who come once it is closed or about to be.
        var refusal = "the transport is shut down"
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    let doorbell: Doorbell

    init?() {
        guard let doorbell = Doorbell() else { return nil }
        self.doorbell = doorbell
    }

    // MARK: The callers' side

    /// Hands a call to the thread and waits for its end; cancelling the task ends it soon.
    func perform(_ call: CurlCall) async -> Outcome {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { enter(call, id: id, $0) }
        } onCancel: {
            withdraw(id)
        }
        state.withLock { _ = $0.cancelledEarly.remove(id) }
        return outcome
    }

    /// Ends everything that is under way, without waiting for it.
    func stop() {
        state.withLock { $0.orders.isStopping = true }
        doorbell.ring()
    }

    /// Ends everything that is under way, and returns when the thread has let go of all of it.
    func shutdown() async {
        stop()
        await withCheckedContinuation { waiter in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.closeWaiters.append(waiter) }
                return state.isClosed
            }
            if isClosed { waiter.resume() }
        }
    }

    private func enter(
        _ call: CurlCall,
        id: UInt64,
        _ continuation: CheckedContinuation<Outcome, Never>
    ) {
        var isFirst = false
        let refusal: TransportError? = state.withLock { state in
            if state.orders.isStopping || state.isClosed { return .closed(call, state.refusal) }
            if state.cancelledEarly.contains(id) { return .cancelled(call, mayHaveBeenSent: false) }
            state.callers[id] = Caller(call: call, continuation: continuation)
            isFirst = state.orders.areEmpty
            state.orders.arrivals.append((id, call))
            return nil
        }
        if let refusal {
            continuation.resume(returning: .failure(refusal))
        } else if isFirst {
            doorbell.ring()
        }
    }

    private func withdraw(_ id: UInt64) {
        let isKnown = state.withLock { state in
            guard state.callers[id] != nil else {
                state.cancelledEarly.insert(id)
                return false
            }
            state.orders.withdrawals.append(id)
            return true
        }
        if isKnown { doorbell.ring() }
    }

    // MARK: The thread's side

    /// What has come since the last look; after it, the next to come rings.
    func collect() -> Orders {
        state.withLock { state in
            defer {
                state.orders.arrivals = []
                state.orders.withdrawals = []
            }
            return state.orders
        }
    }

    func finish(_ id: UInt64, _ outcome: Outcome) {
        let caller = state.withLock { $0.callers.removeValue(forKey: id) }
        caller?.continuation.resume(returning: outcome)
    }

    /// The thread's last word; calls that came too late for it, or that it never took, end here.
    func close(because refusal: String? = nil) {
        let (late, waiters, refusal) = state.withLock { state in
            defer {
                state.orders = Orders(isStopping: true)
                state.callers = [:]
                state.closeWaiters = []
            }
            state.isClosed = true
            state.refusal = refusal ?? state.refusal
            return (state.callers, state.closeWaiters, state.refusal)
        }
        for caller in late.values {
            caller.continuation.resume(returning: .failure(.closed(caller.call, refusal)))
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension TransportError {
    fileprivate static func closed(_ call: CurlCall, _ refusal: String) -> Self {
        Self(phase: .refused, request: call.request, reason: refusal)
    }

    static func heldBack(_ call: CurlCall) -> Self {
        Self(
            phase: .cancelled,
            request: call.request,
            reason: "held back",
            mayHaveBeenSent: false
        )
    }

    static func cancelled(_ call: CurlCall, mayHaveBeenSent: Bool) -> Self {
        Self(
            phase: .cancelled,
            request: call.request,
            reason: "cancelled",
            mayHaveBeenSent: mayHaveBeenSent
        )
    }
}
