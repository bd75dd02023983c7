package import Documents
package import FoundationEssentials
package import Pipeline
package import Transport

/// Tells what an answer means, by the pipeline's error tables.
///
/// Pure.
package struct AnswerClassifier: Sendable {
    package let table: ErrorTable
    package let signals: [RateLimitDefinition.Signal]
    package let step: String
    package let now: Date

    package init(
        table: ErrorTable,
        signals: [RateLimitDefinition.Signal],
        step: String,
        now: Date
    ) {
        self.table = table
        self.signals = signals
        self.step = step
        self.now = now
    }

    /// The answer's document when it is a success, or what kind of failure it is.
    package func document(
        of response: HTTPResponse,
        to definition: RequestDefinition,
        call: @autoclosure () -> String
    ) throws(Failure) -> JSONValue {
        try document(AnswerDocument.parse(response), of: response, to: definition, call: call())
    }

    /// The same for an answer whose document is read already.
    func document(
        _ document: JSONValue?,
        of response: HTTPResponse,
        to definition: RequestDefinition,
        call: @autoclosure () -> String
    ) throws(Failure) -> JSONValue {
        guard (200...299).contains(response.status) else {
            throw failure(response, document, call())
        }
        guard let document else {
            if response.status == 204 || response.body.isEmpty, definition.success == nil {
                return .null
            }
            throw Failure(
                .transient,
                .unexpectedAnswer,
                step: step,
                call: call(),
                status: response.status,
                detail: "the answer is no JSON",
                isAmbiguous: true
            )
        }
        if let success = definition.success, success.select(from: document).isEmpty {
            throw failure(response, document, call())
        }
        if let sign = definition.failure, !sign.select(from: document).isEmpty {
            throw failure(response, document, call())
        }
        return document
    }

    /// What a token answer without a token means: failures told in a 200 have an error code where
    /// the standard's 400 has it (GitHub, Slack, Reddit).
    package func missingToken(
        _ response: HTTPResponse,
        _ document: JSONValue,
        call: String
    ) -> Failure {
        if let code = table.code.first(in: document)?.string, !code.isEmpty {
            var told = failure(response, document, call)
            // The status says nothing here, so what no rule knows is a refused request.
            if told.failure == .transient, told.reason == .providerFault, response.status < 300 {
                (told.failure, told.reason) = (.badRequest, .badRequest)
                told.detail = Advice.meaning(.badRequest)
            }
            return told
        }
        return Failure(
            .transient,
            .unexpectedAnswer,
            step: step,
            call: call,
            status: response.status,
            detail:
                "the answer holds no access token where the pipeline file looks for it",
            isAmbiguous: true
        )
    }

    private func failure(
        _ response: HTTPResponse,
        _ document: JSONValue?,
        _ call: String
    ) -> Failure {
        let code = document.flatMap { table.code.first(in: $0)?.exactText }
        let subcode = document.flatMap { table.subcode.first(in: $0)?.exactText }
        let rule = table.rules.first {
            ErrorRuleMatch.matches($0, response, document, code: code, subcode: subcode)
        }
        var kind = rule?.failure ?? Self.fallback(response.status)
        var reason = rule?.reason ?? Self.reason(for: kind)
        if document == nil, [.reconnect, .badRequest, .permission, .notFound].contains(kind) {
            // A page from a proxy or a firewall is no word of the provider about the grant.
            (kind, reason) = (.transient, .unexpectedAnswer)
        }
        if [.reconnect, .expiredToken].contains(kind) {
            // Whatever code stands in it, such an answer is no word about the grant (invariant 4).
            switch response.status {
            case 429: (kind, reason) = (.rateLimited, .rateLimited)
            case 408, 425, 500...599: (kind, reason) = (.transient, .providerFault)
            default: break
            }
        }
        var detail = Advice.meaning(reason)
        if rule == nil, response.status == 304 {
            reason = .unexpectedAnswer
            detail = "it says that nothing has changed, which it was not asked"
        } else if rule == nil, (300...399).contains(response.status) {
            // Followed it would carry a credential to wherever the answer says.
            reason = .unexpectedAnswer
            detail = "it redirects, which is not followed: its address may have changed"
        }
        if document == nil, response.status >= 400 {
            detail += ", and the answer is no JSON"
        }
        return Failure(
            kind,
            reason,
            step: step,
            call: call,
            status: response.status,
            code: code.flatMap(Self.printable),
            subcode: subcode.flatMap(Self.printable),
            detail: detail,
            retryAt: RateLimitReading(signals: signals, now: now).retryAt(response, document),
            isAmbiguous: response.status >= 500
                || document == nil && (kind == .transient || !Self.isChallenge(response, kind))
        )
    }

    /// Whether an answer without a document may still be a word about the token: the standard's
    /// challenge says so in a header (RFC 6750, section 3).
    private static func isChallenge(_ response: HTTPResponse, _ kind: FailureClass) -> Bool {
        guard kind == .expiredToken else { return true }
        return response.header("WWW-Authenticate")?.contains("invalid_token") == true
    }

    /// A provider's code is shown where it looks like a code, and never where it could be a token.
    private static func printable(_ code: String) -> String? {
        let isCode = code.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: " ")
        }
        return isCode && code.utf8.count <= 48 ? code : nil
    }

    private static func fallback(_ status: Int) -> FailureClass {
        switch status {
        case 408, 425, 500...599, 200...399: .transient
        case 429: .rateLimited
        case 401: .expiredToken
        case 403: .permission
        case 404, 410: .notFound
        default: .badRequest
        }
    }

    private static func reason(for kind: FailureClass) -> FailureReason {
        switch kind {
        case .reconnect: .grantRefused
        case .expiredToken: .tokenExpired
        case .rateLimited: .rateLimited
        case .transient: .providerFault
        case .permission: .permissionDenied
        case .app: .appRefused
        case .badRequest: .badRequest
        case .notFound: .notFound
        }
    }
}
