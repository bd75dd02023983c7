/// What may happen to one call.
enum CallFault: CaseIterable, Sendable {
    case replyLost, gatewayTimeout, truncated, sentInVain, unreachable, serverError, limited,
        limitedWithHint, page

    var fault: Fault {
        switch self {
        case .replyLost: .replyLost
        case .gatewayTimeout: .gatewayTimeout
        case .truncated: .truncated
        case .sentInVain: .sentInVain
        case .unreachable: .unreachable
        case .serverError: .serverError
        case .limited: .limited
        case .limitedWithHint: .limitedWithHint
        case .page: .page
        }
    }

    /// Whether the provider acts on the call before it goes wrong.
    var consumes: Bool {
        switch self {
        case .replyLost, .gatewayTimeout, .truncated: true
        case .sentInVain, .unreachable, .serverError, .limited, .limitedWithHint, .page: false
        }
    }
}
