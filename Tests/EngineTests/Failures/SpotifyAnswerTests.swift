import FoundationEssentials
import Pipeline
import Testing
import Transport

@testable import Engine

@Suite("What Spotify's answers mean, by its pipeline file")
struct SpotifyAnswerTests {
    @Test(
        "the token endpoint speaks the standard's dialect",
        arguments: [
            (400, "invalid_grant", FailureClass.reconnect, FailureReason.grantRefused),
            (400, "invalid_client", .app, .appRefused), (401, "invalid_client", .app, .appRefused),
            (400, "unauthorized_client", .app, .appRefused),
            (400, "invalid_request", .badRequest, .badRequest),
            (400, "unsupported_grant_type", .badRequest, .badRequest),
            (400, "invalid_scope", .permission, .scopeMissing),
            (429, "invalid_grant", .rateLimited, .rateLimited),
            // A fault of the provider once said this to everyone.
            (503, "invalid_grant", .transient, .providerFault),
            (400, "temporarily_unavailable", .transient, .providerFault),
        ]
    )
    func token(
        status: Int,
        code: String,
        failure: FailureClass,
        reason: FailureReason
    ) throws {
        let body = #"{"error":"\#(code)","error_description":"Refresh token revoked"}"#
        let found = try #require(
            try Classified.failure("spotify", isToken: true, Classified.response(status, body))
        )
        #expect(found.failure == failure)
        #expect(found.reason == reason)
        #expect(found.code == code)
    }

    @Test(
        "the API has a dialect of its own",
        arguments: [
            (401, FailureClass.expiredToken, FailureReason.tokenExpired),
            (403, .permission, .permissionDenied), (404, .notFound, .notFound),
            (429, .rateLimited, .rateLimited), (500, .transient, .providerFault),
            (502, .transient, .providerFault), (503, .transient, .providerFault),
            (400, .badRequest, .badRequest),
        ]
    )
    func api(status: Int, failure: FailureClass, reason: FailureReason) throws {
        let body = #"{"error":{"status":\#(status),"message":"m","reason":"R_1"}}"#
        let found = try #require(
            try Classified.failure("spotify", isToken: false, Classified.response(status, body))
        )
        #expect(found.failure == failure)
        #expect(found.reason == reason)
        #expect(found.code == String(status))
        #expect(found.subcode == "R_1")
        #expect(found.isAmbiguous == (status >= 500))
    }

    @Test("a limit tells in seconds when it ends, as long as a day")
    func limitEnd() throws {
        let found = try #require(
            try Classified.failure(
                "spotify",
                isToken: false,
                Classified.response(429, "", headers: [("retry-after", "86400")])
            )
        )
        #expect(found.failure == .rateLimited)
        #expect(found.retryAt == Sample.now.addingTimeInterval(86_400))
    }
}
