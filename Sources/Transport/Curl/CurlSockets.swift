import CCurl
import Glibc

/// The sockets curl waits for, in one epoll set, and when it wants to be called whatever they do.
///
/// A wait costs what the sockets that stir cost, where asking about each of them costs all that are open,
/// every time.
final class CurlSockets {
    private let set: Int32
    private var due: ContinuousClock.Instant?
    private var stirs = [curl_shim_stir](repeating: curl_shim_stir(), count: 256)

    init() throws(CurlCode) {
        set = curl_shim_epoll()
        guard set >= 0 else { throw .failedInit }
    }

    deinit {
        close(set)
    }

    /// Does what curl asks for: `what` is one of its `CURL_POLL_` numbers.
    func watch(_ socket: Int32, _ what: Int32) {
        curl_shim_epoll_watch(set, socket, what)
    }

    /// Wakes up after so many milliseconds at the latest; below zero at no time.
    func setTimer(_ milliseconds: Int) {
        due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }

    /// Whether curl is to be called for its timer, which is over with that.
    func takeTimer() -> Bool {
        guard let due, due <= .now else { return false }
        self.due = nil
        return true
    }

    /// Sleeps until a socket stirs, the timer is due, or the time, in milliseconds, is up.
    func wait(_ longest: Int32) -> ArraySlice<curl_shim_stir> {
        var time = longest
        if let due {
            let left = ContinuousClock.now.duration(to: due)
            time = left > .zero ? min(time, Int32(clamping: left.curlMilliseconds)) : 0
        }
        let room = Int32(stirs.count)
        let count = unsafe curl_shim_epoll_wait(set, &stirs, room, max(time, 0))
        return stirs.prefix(Int(count))
    }
}

/// Belongs to the curl thread.
@available(*, unavailable)
extension CurlSockets: Sendable {}
