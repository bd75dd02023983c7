import CCurl
import Glibc

/// What curl calls while it drives a transfer, which comes along as the last argument or the first.
enum CurlCallbacks {
    /// Any other number than the one handed over ends the call.
    private static let stop = 0

    static let header: curl_write_callback = { bytes, size, count, context in
        let (length, overflow) = size.multipliedReportingOverflow(by: count)
        guard let bytes = unsafe bytes, let context = unsafe context, !overflow else { return stop }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: length)
        return unsafe transfer(context).takeHeaderLine(line) ? length : stop
    }

    static let body: curl_write_callback = { bytes, size, count, context in
        let (length, overflow) = size.multipliedReportingOverflow(by: count)
        guard let bytes = unsafe bytes, let context = unsafe context, !overflow else { return stop }
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: length)
        return unsafe transfer(context).takeBody(piece) ? length : stop
    }

    /// Ends a call that would go out a second time; the numbers are curl's, for go on and for stop.
    static let beforeRequest: curl_shim_prereq_callback = { context, _, _, _, _ in
        guard let context = unsafe context else { return 1 }
        return unsafe transfer(context).beginRequest() ? 0 : 1
    }

    /// A name such as localhost may be told to mean another machine; plain http must not go there.
    static let openSocket: curl_opensocket_callback = { context, purpose, address in
        guard let context = unsafe context, let address = unsafe address else {
            return CURL_SOCKET_BAD
        }
        // The structure ends in an address longer than its type says.
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else {
            return CURL_SOCKET_BAD
        }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: UnsafeRawPointer(address) + offset,
            count: Int(address.pointee.addrlen)
        )
        let mayGoAnywhere = unsafe !transfer(context).isPlain
        guard unsafe mayGoAnywhere || SocketAddress.isLoopback(Array(bytes)) else {
            return CURL_SOCKET_BAD
        }
        // No child of ours inherits a connection.
        let type = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return unsafe socket(address.pointee.family, type, address.pointee.protocol)
    }

    static let watch: curl_socket_callback = { _, socket, what, context, _ in
        guard let context = unsafe context else { return 0 }
        unsafe sockets(context).watch(socket, what)
        return 0
    }

    static let timer: curl_multi_timer_callback = { _, milliseconds, context in
        guard let context = unsafe context else { return 0 }
        unsafe sockets(context).setTimer(milliseconds)
        return 0
    }

    private static func sockets(_ context: UnsafeMutableRawPointer) -> CurlSockets {
        unsafe Unmanaged<CurlSockets>.fromOpaque(context).takeUnretainedValue()
    }

    private static func transfer(_ context: UnsafeMutableRawPointer) -> CurlTransfer {
        unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }
}
