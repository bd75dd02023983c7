import Glibc
import Loopback

extension LoopbackConnection {
    /// Sends an answer the way it travels; false when the connection is over.
    func write(_ answer: WireAnswer) -> Bool {
        switch answer.manner {
        case .whole:
            return write(answer.head + answer.body)
        case .cut(let count):
            _ = write(answer.head + answer.body.prefix(count))
            return false
        case .drip(let milliseconds):
            for byte in answer.head + answer.body {
                guard write([byte]) else { return false }
                usleep(UInt32(milliseconds) * 1000)
            }
            return true
        case .hang:
            waitForGoodbye()
            return false
        case .close:
            return false
        case .reset(let count):
            if let count { _ = write(answer.head + answer.body.prefix(count)) }
            resetOnClose()
            return false
        }
    }
}
