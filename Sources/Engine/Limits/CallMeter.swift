import FoundationEssentials
import Pipeline
import Transport

/// One connection's way to its provider: no call goes out that has no room.
struct CallMeter: Sendable {
    let book: LimitBook
    let party: LimitParty
    let priority: CallPriority
    let control: RunControl
    let now: @Sendable () -> Date

    /// Returns when a call may go; it is counted then, and under way until its ticket ends.
    ///
    /// Throws where the wait would be longer than the run is willing to, or the run is ending.
    func admit(step: String) async throws(Failure) -> CallTicket {
        while true {
            let moment = now()
            let number = book.begun(party)
            guard let deferral = book.admit(party, priority, at: moment) else {
                return CallTicket(self, after: number)
            }
            guard let until = deferral.until else { throw deferral.failure(step: step) }
            let wait = until.timeIntervalSince(moment)
            guard wait <= book.patience.longest, control.stopped == nil,
                control.allows(until)
            else { throw deferral.failure(step: step) }
            await book.patience.pause(max(0.01, wait))
        }
    }

    /// Whether a call that met a limit is to be made once more, after the wait that it asks for.
    ///
    /// A limit that does not say when it ends is asked once more, and not hammered at.
    func mayRepeat(
        _ kind: HTTPRequest.Kind,
        after failure: Failure,
        _ ticket: CallTicket?,
        attempt: Int
    ) async -> Bool {
        guard failure.failure == .rateLimited else { return false }
        let moment = now()
        book.noteLimited(party, retryAt: failure.retryAt, at: moment)
        // Before the wait: others must not wait with it.
        ticket?.wasRead()
        guard kind != .spend else { return false }
        let most = failure.retryAt == nil ? min(2, book.patience.attempts) : book.patience.attempts
        guard attempt < most, control.stopped == nil else { return false }
        if let retryAt = failure.retryAt {
            // `admit` waits for it.
            return retryAt.timeIntervalSince(moment) <= book.patience.longest
        }
        await book.patience.pause(Double.random(in: 0.5...1))
        return book.objection(party, priority, at: now()) == nil
    }
}
