import Dispatch
import Engine
import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a run that ends early and well; a second one ends it at once.
///
/// Stays with the command that made it: signal sources are not Sendable.
final class SignalWatch {
    private let sources: [any DispatchSourceSignal]

    /// Watches from its return on: a signal in the moment before that would be lost.
    ///
    /// - Parameters:
    ///   - first: Called on the first signal, with its number.
    ///   - second: Called on each one after it.
    init(
        first: @escaping @Sendable (Int32) -> Void,
        second: @escaping @Sendable (Int32) -> Void
    ) {
        let queue = DispatchQueue(label: "latchkey.signals")
        let numbers = [SIGINT, SIGTERM] + (Self.isIgnored(SIGHUP) ? [] : [SIGHUP])
        sources = numbers.map { number in
            // Ignored, not handled, so that gpg inherits it: Ctrl-C must not end a half-done save.
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        let count = SignalCount()
        let registration = DispatchGroup()
        for (source, number) in zip(sources, numbers) {
            source.setEventHandler {
                if count.isFirst() { return first(number) }
                second(number)
            }
            registration.enter()
            source.setRegistrationHandler { registration.leave() }
            source.resume()
        }
        registration.wait()
    }

    /// Whether who started the program wants a signal to do nothing, as `nohup` does.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        return handler == ignoring
    }
}

/// Tells the first signal from those after it.
private final class SignalCount: Sendable {
    private let count = Mutex(0)

    func isFirst() -> Bool {
        count.withLock { count in
            count += 1
            return count == 1
        }
    }
}
