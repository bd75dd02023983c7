extension GraphError {
    static let missingToken = GraphError(
        message: "An access token is required to request this resource.",
        code: 104
    )
    static let unreadableToken = GraphError(
        message: "Invalid OAuth access token - Cannot parse access token",
        code: 190
    )
    static let expiredToken = GraphError(
        message: "Error validating access token: Session has expired",
        code: 190,
        subcode: 463
    )
    static let wrongSecret = GraphError(message: "Error validating client secret.", code: 1)
    static let noPermission = GraphError(
        message: "Application does not have permission for this action",
        code: 10,
        status: 403
    )
    static let appLimit = GraphError(
        message: "Application request limit reached",
        code: 4,
        status: 403
    )
    static let tooYoung = GraphError(
        message: "The access token must be at least 24 hours old to be refreshed",
        type: "IGApiException",
        code: 100
    )

    /// What Instagram says when the method, or the kind of token, is not for this path.
    static func unsupported(_ method: String) -> GraphError {
        GraphError(
            message: "Unsupported request - method type: \(method.lowercased())",
            type: "IGApiException",
            code: 100
        )
    }

    static func missingParameter(_ name: String) -> GraphError {
        GraphError(message: "The parameter \(name) is required.", code: 100)
    }

    static func invalidParameter(_ name: String) -> GraphError {
        GraphError(message: "Param \(name) is not valid", type: "IGApiException", code: 100)
    }

    static func unknownField(_ name: String) -> GraphError {
        GraphError(
            message: "Tried accessing nonexisting field (\(name))",
            type: "IGApiException",
            code: 100
        )
    }

    static func missingObject(_ id: String) -> GraphError {
        GraphError(
            message: "Unsupported get request. Object with ID '\(id)' does not exist, cannot be"
                + " loaded due to missing permissions, or does not support this operation",
            type: "IGApiException",
            code: 100,
            subcode: 33
        )
    }

    /// Why a grant in this condition is refused; `nil` when it is not.
    init?(_ condition: GrantCondition) {
        let about = "Error validating access token: "
        switch condition {
        case .live: return nil
        case .revoked:
            self.init(
                message: about + "The user has not authorized application",
                code: 190,
                subcode: 458
            )
        case .checkpoint:
            self.init(
                message: about + "You cannot access the app till you log in to"
                    + " www.instagram.com and follow the instructions given",
                code: 190,
                subcode: 459
            )
        case .passwordChanged:
            self.init(
                message: about + "The session has been invalidated because the user changed their"
                    + " password or the session was reset for security reasons",
                code: 190,
                subcode: 460
            )
        case .loggedOut:
            self.init(
                message: about + "The session is invalid because the user logged out",
                code: 190,
                subcode: 467
            )
        case .unconfirmed:
            self.init(
                message: about + "Sessions for the user are not allowed because the user is not a"
                    + " confirmed user",
                code: 190,
                subcode: 464
            )
        case .restricted:
            self.init(
                message: "The Instagram account is restricted.",
                code: 25,
                subcode: 2_207_050,
                status: 403
            )
        case .rateLimited:
            self.init(
                message: "There have been too many calls to this Instagram account. Wait a bit and"
                    + " try again",
                code: 80_002,
                minutesToRegain: 17
            )
        case .permissionLost: self = .noPermission
        }
    }
}
