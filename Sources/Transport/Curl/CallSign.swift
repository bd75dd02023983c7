/// What the end of a call says of how much its host can take.
enum CallSign: Hashable, Sendable {
    /// A good answer, that long after the request had gone out.
    case answered(after: Duration)
    /// The host pushes back: too many calls, an overloaded server, no connection, no answer in time.
    case pushedBack
    /// Nothing: given up by the caller, or a fault of this one call.
    case silent

    /// Statuses by which servers say that they have too much to do.
    private static let pushback: Set<Int> = [429, 502, 503, 504]

    /// The sign of an answer.
    init(status: Int, after time: Duration) {
        if Self.pushback.contains(status) {
            self = .pushedBack
        } else {
            self = status < 500 ? .answered(after: time) : .silent
        }
    }

    /// The sign of a failure.
    init(failure: TransportError) {
        switch failure.reasonCode {
        case .timeout, .connect, .reset, .proxy: self = .pushedBack
        case .dns, .tls, .redirect, .refused, .cancelled, .tooLarge, .protocolFault, .other:
            self = .silent
        }
    }
}
