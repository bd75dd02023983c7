import CCurl

/// Owner of the multi handle: all calls in flight, their connections, the DNS cache.
@safe
struct CurlMulti: ~Copyable {
    private let multi: UnsafeMutableRawPointer
    private let sockets: CurlSockets
    private let doorbell: Int32

    /// At most so many idle connections are kept; the doorbell's descriptor ends every sleep.
    init(idleConnections: Int, doorbell: Int32) throws(CurlCode) {
        let sockets = try CurlSockets()
        sockets.watch(doorbell, CURL_POLL_IN)
        guard let multi = unsafe curl_multi_init() else { throw .failedInit }
        unsafe self.multi = unsafe multi
        (self.sockets, self.doorbell) = (sockets, doorbell)
        _ = unsafe curl_shim_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        _ = unsafe curl_shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, idleConnections)
        // Unretained: the multi handle goes before its owner's other members.
        _ = unsafe curl_shim_multi_watch(
            multi,
            CurlCallbacks.watch,
            CurlCallbacks.timer,
            Unmanaged.passUnretained(sockets).toOpaque()
        )
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

    /// Moves those on for whom it is time: calls that have just come, and those that time out.
    func perform() {
        if sockets.takeTimer() { act(CURL_SOCKET_TIMEOUT, 0) }
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

    /// Sleeps until a connection stirs, the doorbell rings or the time, in milliseconds, is up; moves
    /// on what has stirred.
    ///
    /// Returns whether the doorbell has rung.
    func wait(milliseconds: Int32) -> Bool {
        var hasRung = false
        for stir in sockets.wait(milliseconds) {
            if stir.socket == doorbell {
                hasRung = true
            } else {
                act(stir.socket, stir.how)
            }
        }
        return hasRung
    }

    private func act(_ socket: Int32, _ how: Int32) {
        var running: Int32 = 0
        _ = unsafe curl_multi_socket_action(multi, socket, how, &running)
    }
}
