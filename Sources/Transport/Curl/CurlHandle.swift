import CCurl

/// Owner of an easy handle: one call at a time, and the options for it.
@safe
struct CurlHandle: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    init() throws(CurlCode) {
        guard let handle = unsafe curl_easy_init() else { throw .failedInit }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
    }

    /// What curl's multi interface calls this handle.
    var address: UInt { unsafe UInt(bitPattern: handle) }

    /// Forgets all options (and the copies of URL and headers in them), keeps the memory.
    func reset() {
        unsafe curl_easy_reset(handle)
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) throws(CurlCode) {
        try set(option, value ? 1 : 0)
    }

    /// curl copies the text.
    func set(_ option: CURLoption, _ value: String) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_text(handle, option, value))
    }

    func set(size option: CURLoption, _ value: Int) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_size(handle, option, curl_off_t(value)))
    }

    /// The pointer must stay good until the call ends.
    @unsafe
    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_pointer(handle, option, pointer))
    }

    /// The list must outlive the call.
    func setHeaders(_ list: borrowing CurlHeaderList) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_list(handle, CURLOPT_HTTPHEADER, list.first))
    }

    /// The bytes must outlive the call: curl does not copy them.
    func setBody(_ bytes: borrowing PinnedBytes) throws(CurlCode) {
        try set(size: CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
        try unsafe set(CURLOPT_POSTFIELDS, pointer: bytes.start)
    }

    func set(
        _ option: CURLoption,
        callback: curl_write_callback?
    ) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_write(handle, option, callback))
    }

    func set(openSocket callback: curl_opensocket_callback?) throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_open_socket(handle, callback))
    }

    /// False where this build of curl is too old to ask.
    @unsafe
    func set(
        beforeRequest callback: @escaping curl_shim_prereq_callback,
        _ context: UnsafeMutableRawPointer
    ) -> Bool {
        unsafe curl_shim_set_prereq(handle, callback, context) == CURLE_OK
    }

    /// No scheme but http and https, whatever this build of curl can do.
    func allowHTTPOnly() throws(CurlCode) {
        try Self.check(unsafe curl_shim_set_http_only(handle))
    }

    /// Zero where curl has nothing to say.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe curl_shim_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    /// Bytes or microseconds; zero where curl has nothing to say.
    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return unsafe curl_shim_get_size(handle, info, &value) == CURLE_OK ? Int(value) : 0
    }

    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard unsafe curl_shim_get_text(handle, info, &value) == CURLE_OK else { return nil }
        return unsafe value.map { unsafe String(cString: $0) }
    }

    func join(_ multi: UnsafeMutableRawPointer) -> Bool {
        unsafe curl_multi_add_handle(multi, handle) == CURLM_OK
    }

    func leave(_ multi: UnsafeMutableRawPointer) {
        unsafe curl_multi_remove_handle(multi, handle)
    }

    /// TLS sessions come from and go to the share.
    func use(_ share: borrowing CurlShare) throws(CurlCode) {
        try unsafe set(CURLOPT_SHARE, pointer: share.pointer)
    }

    private static func check(_ code: CURLcode) throws(CurlCode) {
        guard code == CURLE_OK else { throw CurlCode(code) }
    }
}
