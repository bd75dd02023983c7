import FoundationEssentials
import Synchronization

/// A run's limits: whoever wants to call asks here first, and tells what came of it.
final class LimitBook: Sendable {
    /// Budgets of a shorter span, in seconds, are not written down before they are used: a run that
    /// follows a crash begins later.
    static let leasedBeyond: Double = 60

    private let state: Mutex<LimitState>
    /// Counts what was written, so that an older record never replaces a newer one.
    private let written = Mutex(0)
    private let asked = Mutex(0)
    /// Refusals by app that have come and that nobody has read yet.
    private let unread = Mutex<[LimitKey: Int]>([:])
    private let before: LimitRecord
    private let run: String
    private let keep: @Sendable (LimitRecord) -> Void
    let patience: LimitPatience

    /// Begins with what earlier runs left; `keep` puts a record where a run that follows a crash
    /// finds it.
    init(
        _ record: LimitRecord,
        mostCalls: Int?,
        patience: LimitPatience,
        now: Date,
        keep: @escaping @Sendable (LimitRecord) -> Void
    ) {
        before = record
        run = String(RandomText.make().prefix(12))
        state = Mutex(LimitState(record, mostCalls: mostCalls, now: now))
        self.patience = patience
        self.keep = keep
    }

    /// A copy to try a plan on.
    var trial: LimitState { state.withLock { $0 } }

    /// Calls made so far.
    var calls: Int { state.withLock(\.calls) }

    /// Whether anything was written down while the run went on.
    var hasKept: Bool { written.withLock { $0 > 0 } }

    /// Why a call must wait; `nil` where it may go, and is counted, and is under way until `end`.
    ///
    /// One that is repeated is under way already.
    func admit(
        _ party: LimitParty,
        _ priority: CallPriority,
        at now: Date,
        isRepeated: Bool = false
    ) -> Deferral? {
        let (objection, record) = state.withLock { state -> (Deferral?, (Int, LimitRecord)?) in
            if let objection = state.objection(party, calls: 1, priority, at: now) {
                return (objection, nil)
            }
            state.take(party, calls: 1, at: now)
            if !isRepeated { state.begin(party) }
            guard state.needsKeeping(party, beyond: Self.leasedBeyond, at: now) else {
                return (nil, nil)
            }
            return (nil, (number(), state.record(run: run, at: now, isOpen: true)))
        }
        // On disk before the call goes out: a crash forgets no call.
        if let record { write(record) }
        return objection
    }

    /// Whether a call that was counted may still go; it is not counted where it may not.
    ///
    /// Nor while a refusal is unread, which may turn out to hold it.
    func confirm(_ party: LimitParty, _ priority: CallPriority, at now: Date) -> Bool {
        let isUnread = unread.withLock { $0[party.app, default: 0] > 0 }
        return state.withLock { state in
            guard isUnread || state.hold(party, priority, at: now) != nil else { return true }
            state.giveBack(party, calls: 1)
            return false
        }
    }

    /// A refusal has come, and is still to be read.
    func hearRefusal(_ party: LimitParty) {
        unread.withLock { $0[party.app, default: 0] += 1 }
    }

    /// A refusal was read, and what it says is noted.
    func readRefusal(_ party: LimitParty) {
        unread.withLock { $0[party.app, default: 0] -= 1 }
    }

    /// A call that was under way is over.
    func end(_ party: LimitParty) {
        state.withLock { $0.end(party) }
    }

    /// Why a call would have to wait longer than the run is willing to; nothing is counted.
    func objection(_ party: LimitParty, _ priority: CallPriority, at now: Date) -> Deferral? {
        let objection = state.withLock { $0.objection(party, calls: 1, priority, at: now) }
        guard let objection, let until = objection.until else { return objection }
        return until.timeIntervalSince(now) > patience.longest ? objection : nil
    }

    /// Foresees a run's calls and writes them down, where a budget counts them.
    func plan(_ calls: [(party: LimitParty, calls: Int)], at now: Date) {
        let record = state.withLock { state -> (Int, LimitRecord)? in
            for (party, count) in calls { state.plan(party, calls: count) }
            var needs = false
            for (party, count) in calls where count > 0 {
                if state.needsKeeping(party, beyond: Self.leasedBeyond, at: now) { needs = true }
            }
            return needs ? (number(), state.record(run: run, at: now, isOpen: true)) : nil
        }
        if let record { write(record) }
    }

    func noteLimited(_ party: LimitParty, retryAt: Date?, at now: Date) {
        state.withLock { $0.noteLimited(party, retryAt: retryAt, at: now) }
    }

    func noteSuccess(_ party: LimitParty) {
        state.withLock { $0.noteSuccess(party) }
    }

    /// How many calls to a party's app have begun.
    func begun(_ party: LimitParty) -> Int { state.withLock { $0.begun(party) } }

    func note(
        _ notice: LimitNotice,
        _ party: LimitParty,
        after number: Int,
        at now: Date
    ) {
        state.withLock { $0.note(notice, party, after: number, at: now) }
    }

    /// What the next run is to know; exactly what was known where the run has made no call.
    func record(at now: Date) -> LimitRecord {
        state.withLock { state in
            state.isChanged ? state.record(run: run, at: now, isOpen: false) : before
        }
    }

    private func number() -> Int {
        asked.withLock { asked in
            asked += 1
            return asked
        }
    }

    private func write(_ record: (number: Int, value: LimitRecord)) {
        written.withLock { written in
            guard record.number > written else { return }
            written = record.number
            keep(record.value)
        }
    }
}
