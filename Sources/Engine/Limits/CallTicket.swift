import FoundationEssentials
import Synchronization

/// A call that was let go and counted, until its answer is there.
///
/// Between the two it may wait for its place in the transport, and be repeated or redirected there:
/// each time it is about to go out it asks here once more.
final class CallTicket: Sendable {
    private struct State {
        var hasGone = false
        var isHeldBack = false
        var hasUnreadRefusal = false
    }

    private let meter: CallMeter
    /// How many calls had certainly begun before it.
    let number: Int
    private let state = Mutex(State())

    init(_ meter: CallMeter, after number: Int) {
        self.meter = meter
        self.number = number
    }

    /// Whether the transport refused to send it, because a limit was met while it waited.
    var isHeldBack: Bool { state.withLock(\.isHeldBack) }

    /// Whether it may go out at this moment; counted each time but the first, which is counted
    /// already.
    func mayGo() -> Bool {
        state.withLock { state in
            let now = meter.now()
            let mayGo =
                state.hasGone
                ? meter.book.admit(meter.party, meter.priority, at: now, isRepeated: true) == nil
                : meter.book.confirm(meter.party, meter.priority, at: now)
            state.hasGone = true
            state.isHeldBack = !mayGo
            return mayGo
        }
    }

    /// It was refused, which is still to be read: called by the transport, before anybody follows.
    func wasRefused() {
        let isNews = state.withLock { state in
            defer { state.hasUnreadRefusal = true }
            return !state.hasUnreadRefusal
        }
        if isNews { meter.book.hearRefusal(meter.party) }
    }

    /// What its answer says of limits is noted.
    func wasRead() {
        let wasUnread = state.withLock { state in
            defer { state.hasUnreadRefusal = false }
            return state.hasUnreadRefusal
        }
        if wasUnread { meter.book.readRefusal(meter.party) }
    }

    /// Its answer is there, or it came to nothing.
    func end() {
        wasRead()
        meter.book.end(meter.party)
    }
}
