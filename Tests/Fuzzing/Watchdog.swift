import Glibc
import Loopback
import Synchronization

/// Ends the process, with the case's name on standard error, when one case takes too long.
///
/// Its time is the processor's, hundreds of times what a case needs, so that a busy machine is no
/// hang; what waits and takes no time is one after thirty times as long.
package final class Watchdog: Sendable {
    /// The exit status of a process that a watchdog ended.
    package static let status: Int32 = 124

    private struct State {
        var name: String?
        var count = 0
    }

    private let state = Mutex(State())

    /// Watches from a thread of its own, which a busy pool of tasks can't starve.
    package init(seconds: Int) {
        let state = self
        _ = DetachedThread.start { state.watch(seconds) }
    }

    /// Says what begins now, and how to make it again.
    package func begin(_ name: String) {
        state.withLock {
            $0.name = name
            $0.count += 1
        }
    }

    package func end() {
        state.withLock { $0.name = nil }
    }

    private func watch(_ seconds: Int) {
        var last = -1
        var begun = (processor: 0, wall: 0)
        while true {
            sleep(1)
            let (name, count) = state.withLock { ($0.name, $0.count) }
            let now = (processor: Self.processorSeconds, wall: time(nil))
            if name == nil || count != last {
                (last, begun) = (count, now)
            } else if let name,
                now.processor - begun.processor >= seconds
                    || now.wall - begun.wall >= 30 * seconds
            {
                let line = Array("hang: \(name) did not end in \(seconds) seconds\n".utf8)
                _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
                _exit(Self.status)
            }
        }
    }

    private static var processorSeconds: Int {
        var usage = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &usage)
        return usage.tv_sec
    }
}
