import CCurl

/// libcurl as a whole: it is set up once in a process, and never taken down.
enum CurlLibrary {
    /// The result of the one set-up; a lazy global, so that two threads cannot both run it.
    static let start: CurlCode = CurlCode(curl_global_init(Int(CURL_GLOBAL_DEFAULT)))

    /// Such as `libcurl/7.88.1 OpenSSL/3.0.11`.
    static var version: String {
        unsafe curl_version().map { unsafe String(cString: $0) } ?? "libcurl"
    }
}
