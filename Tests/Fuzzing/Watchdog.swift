import Glibc
import LatchkeyTestSupport
import Synchronization

/// Ends the process, with the case's name on standard error, when one case takes too long.
///
/// It never decides a test that is merely slow: its time is hundreds of times what a case needs.
package final class Watchdog: Sendable {
    /// The exit status of a process that a watchdog ended.
    package static let status: Int32 = 124

    private struct State {
        var name: String?
        var count = 0
    }

    private let state = Mutex(State())

    /// Watches from a thread of its own, which a busy pool of tasks can't starve.
    package init(seconds: UInt32) {
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

    private func watch(_ seconds: UInt32) {
        var last = -1
        while true {
            sleep(seconds)
            let (name, count) = state.withLock { ($0.name, $0.count) }
            if let name, count == last {
                let line = Array("hang: \(name) did not end in \(seconds) seconds\n".utf8)
                _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
                _exit(Self.status)
            }
            last = count
        }
    }
}
