package import FoundationEssentials
package import Pipeline

/// A call, or a step made of calls, that did not do what it was for.
///
/// Carries method, host, path, status and the provider's error code: nothing of a query, a body
/// or a header.
package struct Failure: Error, Hashable, Sendable {
    package var failure: FailureClass
    package var reason: FailureReason
    /// The step that failed: `exchange/short-lived`, `refresh`, `profile`.
    package var step: String
    /// `GET graph.instagram.com/v25.0/me`, where a call was made.
    package var call: String?
    package var status: Int?
    /// The provider's error code, and its subcode.
    package var code: String?
    package var subcode: String?
    /// What happened, for a person: one sentence, lower case, no final stop.
    package var detail: String
    /// When a rate limit ends, where the answer tells.
    package var retryAt: Date?
    /// True where the provider may have acted although no clear answer came back.
    package var isAmbiguous: Bool
    /// Set where the step was not begun because a limit leaves no room: no fault of anything.
    package var deferral: Deferral?

    package init(
        _ failure: FailureClass,
        _ reason: FailureReason,
        step: String,
        call: String? = nil,
        status: Int? = nil,
        code: String? = nil,
        subcode: String? = nil,
        detail: String,
        retryAt: Date? = nil,
        isAmbiguous: Bool = false
    ) {
        self.failure = failure
        self.reason = reason
        self.step = step
        self.call = call
        self.status = status
        self.code = code
        self.subcode = subcode
        self.detail = detail
        self.retryAt = retryAt
        self.isAmbiguous = isAmbiguous
    }

    /// Whether it is about the app itself, and so about every connection.
    ///
    /// The standard's words (RFC 6749, section 5.2), a rule of the pipeline, or nothing set up
    /// here; a bare 401 may as well be about one person's token.
    package var isAboutClient: Bool {
        guard failure == .app else { return false }
        return status != 401 || ["invalid_client", "unauthorized_client"].contains(code)
    }

    /// The sentence a person reads: `profile: GET host/path answered 400 (190/463): token expired`.
    package var sentence: String {
        var text = step
        if let call { text += ": \(call)" }
        if let status {
            text += " answered \(status)"
            // Some providers repeat the status as their code.
            if let code, code != "\(status)" || subcode != nil {
                text += " (\(code)\(subcode.map { "/\($0)" } ?? ""))"
            }
        }
        return "\(text): \(detail)"
    }
}
