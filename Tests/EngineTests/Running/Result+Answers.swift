import Transport

/// What a scripted provider may say.
extension Result where Success == HTTPResponse, Failure == TransportError {
    static func json(
        _ text: String,
        status: Int = 200,
        headers: [(name: String, value: String)] = []
    ) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }

    /// A token answer of a plain provider.
    static func token(_ access: String, refresh: String? = nil, seconds: Int = 3600) -> Self {
        let rotated = refresh.map { #","refresh_token":"\#($0)""# } ?? ""
        return .json(#"{"access_token":"\#(access)","expires_in":\#(seconds)\#(rotated)}"#)
    }

    /// A refusal as RFC 6749, section 5.2, has it.
    static func refusal(_ code: String, status: Int = 400) -> Self {
        .json(#"{"error":"\#(code)"}"#, status: status)
    }

    /// A page as proxies and firewalls send it.
    static func page(status: Int) -> Self {
        .success(
            HTTPResponse(
                status: status,
                headers: [("Content-Type", "text/html")],
                body: Array("<html><body>Something happened</body></html>".utf8)
            )
        )
    }

    static func lost(_ phase: TransportError.Phase) -> Self {
        .failure(
            TransportError(
                phase: phase,
                method: "POST",
                host: "id.plain.test",
                path: "/token",
                code: 28,
                reason: "the time for the call is over"
            )
        )
    }

    static var profile: Self { .json(#"{"id":"7","name":"alice"}"#) }
}
