import CCurl

/// Owner of a share: TLS sessions known to all handles, so that a second connection to a host needs
/// no full handshake.
///
/// Used by one thread alone, hence without locks.
@safe
struct CurlShare: ~Copyable {
    private let share: UnsafeMutableRawPointer

    init() throws(CurlCode) {
        guard let share = unsafe curl_share_init() else { throw .failedInit }
        guard unsafe curl_shim_share_sessions(share) == CURLSHE_OK else {
            unsafe curl_share_cleanup(share)
            throw .failedInit
        }
        unsafe self.share = unsafe share
    }

    deinit {
        unsafe curl_share_cleanup(share)
    }

    @unsafe var pointer: UnsafeMutableRawPointer { unsafe share }
}
