import CCurl

/// Owner of the multi handle: all calls in flight, their connections, the DNS cache.
@safe
struct CurlMulti: ~Copyable {
    private let multi: UnsafeMutableRawPointer

    /// At most so many idle connections are kept.
    init(idleConnections: Int) throws(CurlCode) {
        guard let multi = unsafe curl_multi_init() else { throw .failedInit }
        unsafe self.multi = unsafe multi
        _ = unsafe curl_shim_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        _ = unsafe curl_shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, idleConnections)
    }

    deinit {
        unsafe curl_multi_cleanup(multi)
    }

    func add(_ handle: borrowing CurlHandle) -> Bool {
        unsafe handle.join(multi)
    }

    func remove(_ handle: borrowing CurlHandle) {
        unsafe handle.leave(multi)
    }

    /// Moves every call on as far as it goes without waiting.
    func perform() {
        var running: Int32 = 0
        _ = unsafe curl_multi_perform(multi, &running)
    }

    /// A call that has ended: its handle's address and how it ended.
    ///
    /// Nil when there is none left.
    func nextFinished() -> (handle: UInt, code: CurlCode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            return unsafe (
                UInt(bitPattern: message.pointee.easy_handle), CurlCode(message.pointee.data.result)
            )
        }
        return nil
    }

    /// Sleeps until a connection stirs, the doorbell rings or the time, in milliseconds, is up.
    func wait(for doorbell: Int32, milliseconds: Int32) {
        var bell = curl_waitfd(fd: doorbell, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        _ = unsafe curl_multi_poll(multi, &bell, 1, milliseconds, nil)
    }
}
