import Glibc

extension CurlFacts {
    /// The error for a call that ended with that code.
    func failure(_ code: CurlCode, of call: CurlCall, limit: Int) -> TransportError {
        // A connection kept open has died under the request; that curl would have sent it again is
        // its own affair.
        let code: CurlCode =
            isTooLarge ? .answerTooLarge : wasRepetitionStopped ? .emptyAnswer : code
        return TransportError(
            phase: mayHaveBeenSent ? .sent : .connecting,
            request: call.request,
            code: code.rawValue,
            reason: reason(code, limit: limit),
            reasonCode: hasProxyRefused ? .proxy : code.reasonCode
        )
    }

    private var hasProxyRefused: Bool {
        proxyStatus != 0 && !(200...299).contains(proxyStatus) && !mayHaveBeenSent
    }

    private func reason(_ code: CurlCode, limit: Int) -> String {
        if hasProxyRefused { return "the proxy answered \(proxyStatus)" }
        switch code {
        case .unresolvedHost: return "the host name could not be resolved"
        case .unresolvedProxy: return "the name of the proxy could not be resolved"
        case .noConnection: return systemReason ?? "no connection could be made"
        case .timedOut: return timeoutReason
        case .tlsHandshake: return "the TLS handshake failed" + clause
        case .badCertificate: return "the TLS certificate was not accepted" + clause
        case .partialFile where hasAnswerBegun:
            return "the connection was closed in the middle of the answer"
        case .emptyAnswer, .partialFile: return "the connection was closed without an answer"
        case .sendFailed: return systemReason ?? "the connection broke while sending"
        case .receiveFailed: return systemReason ?? "the connection broke while receiving"
        case .answerTooLarge: return "the answer is larger than \(limit) bytes"
        case .badContentEncoding: return "the answer is wrongly compressed"
        case .weirdReply: return "the answer is not HTTP"
        default: return code.text.lowercasedFirst
        }
    }

    private var timeoutReason: String {
        if !mayHaveBeenSent { return "timed out while connecting" }
        return hasAnswerBegun
            ? "timed out in the middle of the answer" : "timed out waiting for an answer"
    }

    private var systemReason: String? {
        switch systemError {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset by peer"
        case EPIPE: "connection closed by peer"
        case ETIMEDOUT: "connection timed out"
        case ENETUNREACH: "network unreachable"
        case EHOSTUNREACH: "host unreachable"
        case EMFILE, ENFILE: "too many open files"
        default: nil
        }
    }

    /// The detail as the rest of a sentence: printable, short, without its own full stop.
    private var clause: String {
        let printable = detail.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }
        let text = String(String.UnicodeScalarView(printable.prefix(160)))
        return text.isEmpty ? "" : ": " + text.lowercasedFirst
    }
}

extension String {
    /// As the second half of a sentence; an acronym stays as it is.
    fileprivate var lowercasedFirst: String {
        guard let first, let second = dropFirst().first, second.isLowercase || second == " " else {
            return self
        }
        return first.lowercased() + dropFirst()
    }
}
