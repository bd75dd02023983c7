import FoundationEssentials
import Pipeline
import Testing
import Transport

@testable import Engine

@Suite("What Instagram's answers mean, by its pipeline file")
struct InstagramAnswerTests {
    /// An error of the Graph dialect: code, subcode, and what it must be taken for.
    struct Row: Sendable, CustomTestStringConvertible {
        let code: Int
        let subcode: Int?
        let failure: FailureClass
        let reason: FailureReason

        init(_ code: Int, _ subcode: Int, _ failure: FailureClass, _ reason: FailureReason) {
            self.code = code
            self.subcode = subcode
            self.failure = failure
            self.reason = reason
        }

        init(_ code: Int, _ failure: FailureClass, _ reason: FailureReason) {
            self.code = code
            self.subcode = nil
            self.failure = failure
            self.reason = reason
        }

        var testDescription: String { "\(code)/\(subcode.map(String.init) ?? "-")" }

        func body(_ more: String = "") -> String {
            let sub = subcode.map { #","error_subcode":\#($0)"# } ?? ""
            return
                #"{"error":{"message":"m","type":"OAuthException","code":\#(code)\#(sub)\#(more)}}"#
        }
    }

    static let rows: [Row] = [
        Row(190, .reconnect, .grantRefused), Row(190, 999, .reconnect, .grantRefused),
        Row(190, 458, .reconnect, .revoked),
        // Lesson 25: the same code, another advice.
        Row(190, 459, .reconnect, .checkpoint),
        Row(190, 460, .reconnect, .passwordChanged), Row(190, 463, .reconnect, .tokenExpired),
        Row(190, 464, .reconnect, .accountUnconfirmed), Row(190, 467, .reconnect, .revoked),
        Row(190, 492, .reconnect, .permissionDenied), Row(102, .reconnect, .grantRefused),
        Row(25, 2_207_050, .reconnect, .accountRestricted),
        // Lesson 35: a rate limit in disguise; nobody is condemned for it.
        Row(100, 33, .notFound, .notFound),
        Row(4, .rateLimited, .rateLimited), Row(17, .rateLimited, .rateLimited),
        Row(32, .rateLimited, .rateLimited), Row(613, .rateLimited, .rateLimited),
        Row(613, 1996, .rateLimited, .rateLimited), Row(80_002, .rateLimited, .rateLimited),
        Row(341, .rateLimited, .rateLimited), Row(80_000, .rateLimited, .rateLimited),
        Row(80_014, .rateLimited, .rateLimited), Row(4, 2_207_051, .rateLimited, .rateLimited),
        Row(368, .rateLimited, .rateLimited), Row(9, 2_207_042, .rateLimited, .rateLimited),
        Row(1, .transient, .providerFault), Row(2, .transient, .providerFault),
        Row(-1, .transient, .providerFault), Row(-1, 2_207_001, .transient, .providerFault),
        Row(-1, 2_207_032, .transient, .providerFault),
        Row(-1, 2_207_053, .transient, .providerFault),
        Row(-2, 2_207_003, .transient, .providerFault),
        Row(-2, 2_207_020, .transient, .providerFault),
        Row(24, 2_207_008, .transient, .providerFault),
        Row(9007, 2_207_027, .transient, .providerFault),
        Row(3, .permission, .permissionDenied), Row(10, .permission, .permissionDenied),
        Row(200, .permission, .permissionDenied), Row(294, .permission, .permissionDenied),
        Row(299, .permission, .permissionDenied),
        Row(100, .badRequest, .badRequest), Row(24, 2_207_006, .notFound, .notFound),
        Row(100, 2_207_023, .badRequest, .badRequest),
        Row(100, 2_207_028, .badRequest, .badRequest),
        Row(100, 2_207_035, .badRequest, .badRequest),
        Row(100, 2_207_040, .badRequest, .badRequest),
        Row(352, 2_207_026, .badRequest, .badRequest),
        Row(9004, 2_207_052, .badRequest, .badRequest),
        Row(36_000, 2_207_004, .badRequest, .badRequest),
        Row(36_001, 2_207_005, .badRequest, .badRequest),
        Row(36_003, 2_207_009, .badRequest, .badRequest),
        Row(36_004, 2_207_010, .badRequest, .badRequest),
        Row(1, 2_207_057, .badRequest, .badRequest),
    ]

    // Lesson 23: the kind is told, and its cause is kept.
    @Test("code and subcode decide, not the status", arguments: rows, [400, 401, 403])
    func graph(row: Row, status: Int) throws {
        for isToken in [true, false] {
            let failure = try #require(
                try Classified.failure(
                    "instagram",
                    isToken: isToken,
                    Classified.response(status, row.body())
                )
            )
            #expect(failure.failure == row.failure)
            #expect(failure.reason == row.reason)
            #expect(failure.code == String(row.code))
            #expect(failure.subcode == row.subcode.map(String.init))
            #expect(failure.status == status)
            #expect(!failure.isAmbiguous)
        }
    }

    @Test("a failing server condemns nobody, whatever code it tells", arguments: rows)
    func serverFault(row: Row) throws {
        let failure = try #require(
            try Classified.failure(
                "instagram",
                isToken: true,
                Classified.response(500, row.body())
            )
        )
        #expect(failure.failure == .transient)
        #expect(failure.isAmbiguous)
    }

    @Test(
        "what Meta calls passing comes after the pair and before the code alone",
        arguments: [
            (Row(190, .transient, .providerFault), true),
            (Row(100, .transient, .providerFault), true),
            (Row(190, 463, .reconnect, .tokenExpired), true),
            (Row(100, .badRequest, .badRequest), false),
        ]
    )
    func passing(row: Row, isPassing: Bool) throws {
        let body = row.body(#","is_transient":\#(isPassing)"#)
        let failure = try #require(
            try Classified.failure("instagram", isToken: false, Classified.response(400, body))
        )
        #expect(failure.failure == row.failure)
        #expect(failure.reason == row.reason)
    }

    @Test("the exchange's first call has a flat dialect of its own")
    func flat() throws {
        let body = #"{"error_type":"OAuthException","code":400,"error_message":"No matching code"}"#
        let failure = try #require(
            try Classified.failure("instagram", isToken: true, Classified.response(400, body))
        )
        #expect(failure.failure == .reconnect)
        #expect(failure.reason == .codeRefused)
        #expect(failure.code == "400")
    }

    @Test("a limit tells in minutes when it ends")
    func limitEnd() throws {
        let usage =
            #"{"17841400000000000001":[{"type":"instagram","call_count":100,"estimated_time_to_regain_access":7}]}"#
        let failure = try #require(
            try Classified.failure(
                "instagram",
                isToken: false,
                Classified.response(
                    400,
                    Row(80_002, .rateLimited, .rateLimited).body(),
                    headers: [("X-Business-Use-Case-Usage", usage)]
                )
            )
        )
        #expect(failure.retryAt == Sample.now.addingTimeInterval(7 * 60))
    }

    @Test("both shapes of a good answer are successes")
    func good() throws {
        for body in [#"{"data":[{"user_id":"1"}]}"#, #"{"user_id":"1"}"#] {
            let answer = Classified.response(200, body)
            #expect(try Classified.failure("instagram", isToken: false, answer) == nil)
        }
    }
}
