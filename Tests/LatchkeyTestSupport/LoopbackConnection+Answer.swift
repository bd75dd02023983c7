import Glibc
import Loopback

extension LoopbackConnection {
    /// Does what the answer says, and tells before the first byte goes out; false when the
    /// connection is over.
    func write(_ answer: LoopbackAnswer, isHead: Bool, beforeWriting: () -> Void) -> Bool {
        var hasAnnounced = false
        defer { if !hasAnnounced { beforeWriting() } }
        for step in answer.steps {
            switch step {
            case .write(var bytes):
                if !hasAnnounced { beforeWriting() }
                hasAnnounced = true
                if isHead, let head = answer.headBytes { bytes = Array(bytes.prefix(head)) }
                guard write(bytes) else { return false }
            case .wait(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .gate(let gate): gate.wait()
            case .close: return false
            case .hang:
                waitForGoodbye()
                return false
            case .reset:
                resetOnClose()
                return false
            }
        }
        return true
    }
}
