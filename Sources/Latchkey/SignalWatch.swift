import Dispatch
import Glibc

/// Turns SIGINT and SIGTERM into calls of a `SignalRelay`.
///
/// Stays with the command that made it: signal sources are not Sendable.
final class SignalWatch {
    private let sources: [any DispatchSourceSignal]

    /// Watches from here on, as long as the value lives.
    init(_ relay: SignalRelay) {
        let queue = DispatchQueue(label: "latchkey.signals")
        sources = [SIGINT, SIGTERM].map { number in
            // Ignored, not handled, so that gpg inherits it: Ctrl-C must not end a half-done save.
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
            source.setEventHandler { relay.arrive(number) }
            source.resume()
        }
    }
}
