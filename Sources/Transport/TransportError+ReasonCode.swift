extension TransportError {
    /// Why there is no answer, in one of a few words that never grow with the input.
    package enum ReasonCode: String, Hashable, Sendable, CaseIterable {
        case timeout, dns, connect, tls, reset, proxy, redirect, refused, cancelled, other
        case tooLarge = "too_large"
        /// The peer does not speak HTTP as it should.
        case protocolFault = "protocol"

        init(phase: Phase, code: Int32?) {
            switch phase {
            case .refused: self = .refused
            case .cancelled: self = .cancelled
            case .connecting, .sent:
                self = code.map { CurlCode(rawValue: $0).reasonCode } ?? .other
            }
        }
    }
}
