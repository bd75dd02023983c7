import CCurl

/// A result of curl's easy interface (CURLcode): an open set, since newer libraries know more.
struct CurlCode: RawRepresentable, Error, Hashable, Sendable {
    let rawValue: Int32

    init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    init(_ code: CURLcode) {
        rawValue = Int32(truncatingIfNeeded: code.rawValue)
    }

    static let ok = Self(CURLE_OK)
    static let unsupportedProtocol = Self(CURLE_UNSUPPORTED_PROTOCOL)
    static let failedInit = Self(CURLE_FAILED_INIT)
    static let malformedURL = Self(CURLE_URL_MALFORMAT)
    static let unresolvedProxy = Self(CURLE_COULDNT_RESOLVE_PROXY)
    static let unresolvedHost = Self(CURLE_COULDNT_RESOLVE_HOST)
    static let noConnection = Self(CURLE_COULDNT_CONNECT)
    static let weirdReply = Self(CURLE_WEIRD_SERVER_REPLY)
    static let http2Framing = Self(CURLE_HTTP2)
    static let partialFile = Self(CURLE_PARTIAL_FILE)
    static let writeError = Self(CURLE_WRITE_ERROR)
    static let outOfMemory = Self(CURLE_OUT_OF_MEMORY)
    static let timedOut = Self(CURLE_OPERATION_TIMEDOUT)
    static let tlsHandshake = Self(CURLE_SSL_CONNECT_ERROR)
    static let tooManyRedirects = Self(CURLE_TOO_MANY_REDIRECTS)
    static let emptyAnswer = Self(CURLE_GOT_NOTHING)
    static let sendFailed = Self(CURLE_SEND_ERROR)
    static let receiveFailed = Self(CURLE_RECV_ERROR)
    static let badCertificate = Self(CURLE_PEER_FAILED_VERIFICATION)
    static let badContentEncoding = Self(CURLE_BAD_CONTENT_ENCODING)
    static let answerTooLarge = Self(CURLE_FILESIZE_EXCEEDED)
    static let http2Stream = Self(CURLE_HTTP2_STREAM)
    static let proxyFailed = Self(CURLE_PROXY)

    /// Faults of certificates, keys and authority files: the same call fails the same way.
    private static let certificateFaults: Set<UInt32> = [
        CURLE_SSL_CERTPROBLEM.rawValue, CURLE_SSL_CIPHER.rawValue,
        CURLE_PEER_FAILED_VERIFICATION.rawValue, CURLE_SSL_ENGINE_INITFAILED.rawValue,
        CURLE_SSL_CACERT_BADFILE.rawValue, CURLE_SSL_CRL_BADFILE.rawValue,
        CURLE_SSL_ISSUER_ERROR.rawValue, CURLE_SSL_PINNEDPUBKEYNOTMATCH.rawValue,
        CURLE_SSL_INVALIDCERTSTATUS.rawValue, CURLE_SSL_CLIENTCERT.rawValue,
    ]

    var isCertificateFault: Bool {
        Self.certificateFaults.contains(UInt32(bitPattern: rawValue))
    }

    var reasonCode: TransportError.ReasonCode {
        switch self {
        case _ where isCertificateFault, .tlsHandshake: .tls
        case .unresolvedProxy, .proxyFailed: .proxy
        case .unresolvedHost: .dns
        case .noConnection: .connect
        case .timedOut: .timeout
        case .emptyAnswer, .sendFailed, .receiveFailed, .partialFile: .reset
        case .answerTooLarge: .tooLarge
        case .tooManyRedirects: .redirect
        case .unsupportedProtocol, .malformedURL: .refused
        case .weirdReply, .http2Framing, .http2Stream, .badContentEncoding: .protocolFault
        default: .other
        }
    }

    /// curl's own words (curl_easy_strerror), for the codes that have none of ours.
    var text: String {
        let words = unsafe curl_easy_strerror(CURLcode(rawValue: UInt32(bitPattern: rawValue)))
        return unsafe words.map { unsafe String(cString: $0) } ?? "unknown error"
    }
}
