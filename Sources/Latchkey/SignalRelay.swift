import Dispatch
import Engine
import Glibc
import Synchronization

/// What a signal does: ends a run well while one is under way, and the process at once otherwise.
final class SignalRelay: Sendable {
    private struct State {
        var control: RunControl?
        /// `nil` until it is known what must not stay.
        var takeDown: (@Sendable () -> Void)?
        /// A signal that came before that, and waits for it.
        var early: Int32?
        var cutCalls: @Sendable () -> Void = {}
    }

    /// How long an answer in flight is waited for, in seconds.
    private static let grace = 5.0

    private let state = Mutex(State())
    private let console: Console

    init(_ console: Console) {
        self.console = console
    }

    /// From here on the first signal lets this run finish what is in flight.
    ///
    /// A signal that came while an earlier part of the command was under way stops this one too.
    func run(_ control: RunControl) {
        let earlier = state.withLock { state in
            defer { state.control = control }
            return state.control
        }
        if case .signal(let number) = earlier?.stopped { control.stop(.signal(number)) }
    }

    /// What must not stay behind when the process ends at once.
    func atEnd(_ takeDown: @escaping @Sendable () -> Void) {
        let early = state.withLock { state in
            state.takeDown = takeDown
            return state.early
        }
        if let early { end(early) }
    }

    /// Lets the first signal end the process while `body` runs, which has nothing to take down.
    func endingAtOnce(_ body: () async throws -> Void) async rethrows {
        atEnd {}
        try await body()
        state.withLock { $0.takeDown = nil }
    }

    /// What ends the calls that are still in flight once the time of grace is over.
    func cutCalls(_ cutCalls: @escaping @Sendable () -> Void) {
        state.withLock { $0.cutCalls = cutCalls }
    }

    /// Whether a signal has asked the run to end.
    var isEnding: Bool { state.withLock { $0.control }?.stopped != nil }

    func first(_ number: Int32) {
        let (control, isEarly) = state.withLock { state in
            if state.takeDown == nil { state.early = number }
            return (state.control, state.takeDown == nil)
        }
        // A private key home that is just being made would stay behind.
        guard !isEarly else { return }
        guard let control else { return end(number) }
        control.stop(.signal(number))
        let cutCalls = state.withLock { $0.cutCalls }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { cutCalls() }
        console.note("finishing what is in flight; a second signal ends at once")
    }

    func end(_ number: Int32) {
        state.withLock { $0.takeDown }?()
        _exit(128 + number)
    }
}
