import Glibc
import Synchronization

/// One line of standard error that tells how far a long run is, on a terminal.
final class ProgressLine: Sendable {
    private let isShown: Bool
    private let lastShown = Mutex<String>("")

    init(isShown: Bool) {
        self.isShown = isShown
    }

    func show(_ phase: String, _ done: Int, _ total: Int) {
        guard isShown, total > 1 else { return }
        // A hundred steps are enough for an eye.
        guard done == total || done % max(1, total / 100) == 0 else { return }
        lastShown.withLock { last in
            last = "\(phase) \(done)/\(total)"
            put("\r\u{1B}[K\(last)")
        }
    }

    func clear() {
        guard isShown else { return }
        lastShown.withLock { last in
            guard !last.isEmpty else { return }
            last = ""
            put("\r\u{1B}[K")
        }
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
