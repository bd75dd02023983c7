import CCurl

/// The network floor: libcurl's multi interface as its own examples use it, and nothing around it.
///
/// One thread, so many easy handles as requests may be out at once, each taking the next request
/// when its answer is in. Answers are counted by status and thrown away.
enum BareLoop {
    private static let discard: curl_write_callback = { _, size, count, _ in size &* count }

    /// Sends all requests, at most `atOnce` at a time.
    ///
    /// - Returns: How many answers were not 200, or none at all.
    static func run(_ requests: [WireRequest], atOnce: Int) throws -> Int {
        guard curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK,
            let multi = unsafe curl_multi_init()
        else { throw BenchError("curl can't be started") }
        defer { unsafe curl_multi_cleanup(multi) }
        _ = unsafe curl_shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, atOnce)
        var lists: [UInt: UnsafeMutablePointer<curl_slist>] = unsafe [:]
        var next = 0
        var left = requests.count
        var failures = 0
        func start(_ easy: UnsafeMutableRawPointer) {
            unsafe curl_easy_reset(easy)
            let list = unsafe prepare(easy, requests[next])
            unsafe lists[UInt(bitPattern: easy)] = list
            next += 1
            _ = unsafe curl_multi_add_handle(multi, easy)
        }
        for _ in 0..<min(atOnce, requests.count) {
            guard let easy = unsafe curl_easy_init() else { throw BenchError("no curl handle") }
            unsafe start(easy)
        }
        while left > 0 {
            var running: Int32 = 0
            _ = unsafe curl_multi_perform(multi, &running)
            var queued: Int32 = 0
            while let message = unsafe curl_multi_info_read(multi, &queued) {
                guard unsafe message.pointee.msg == CURLMSG_DONE,
                    let easy = unsafe message.pointee.easy_handle
                else { continue }
                var status = 0
                _ = unsafe curl_shim_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
                if unsafe message.pointee.data.result != CURLE_OK || status != 200 { failures += 1 }
                left -= 1
                _ = unsafe curl_multi_remove_handle(multi, easy)
                unsafe curl_slist_free_all(lists.removeValue(forKey: UInt(bitPattern: easy)))
                if next < requests.count {
                    unsafe start(easy)
                } else {
                    unsafe curl_easy_cleanup(easy)
                }
            }
            if left > 0 { _ = unsafe curl_multi_poll(multi, nil, 0, 1000, nil) }
        }
        return failures
    }

    private static func prepare(
        _ easy: UnsafeMutableRawPointer,
        _ request: WireRequest
    ) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for header in request.headers { unsafe list = curl_slist_append(list, header) }
        _ = unsafe curl_shim_set_text(easy, CURLOPT_URL, request.url)
        _ = unsafe curl_shim_set_list(easy, CURLOPT_HTTPHEADER, list)
        _ = unsafe curl_shim_set_write(easy, CURLOPT_WRITEFUNCTION, discard)
        _ = unsafe curl_shim_set_long(easy, CURLOPT_NOSIGNAL, 1)
        if let body = request.body {
            _ = unsafe curl_shim_set_long(easy, CURLOPT_POSTFIELDSIZE, body.utf8.count)
            _ = unsafe curl_shim_set_text(easy, CURLOPT_COPYPOSTFIELDS, body)
        }
        return unsafe list
    }
}
