import Documents
@testable import Pipeline
import Testing

@Suite("Instagram's failures mean what the provider says they mean")
struct InstagramErrorTests {
    private let errors: ErrorTables

    init() throws {
        errors = try PipelineFiles.definition("instagram").errors
    }

    @Test(
        "Code and subcode decide first, then what is passing, then the code alone",
        arguments: [
            (400, #"{"error":{"code":190,"error_subcode":458}}"#, "reconnect revoked"),
            (400, #"{"error":{"code":190,"error_subcode":459}}"#, "reconnect checkpoint"),
            (400, #"{"error":{"code":190,"error_subcode":460}}"#, "reconnect password_changed"),
            (400, #"{"error":{"code":190,"error_subcode":463}}"#, "reconnect token_expired"),
            (400, #"{"error":{"code":190,"error_subcode":464}}"#, "reconnect account_unconfirmed"),
            (400, #"{"error":{"code":190,"error_subcode":467}}"#, "reconnect revoked"),
            (400, #"{"error":{"code":190,"error_subcode":492}}"#, "reconnect permission_denied"),
            (400, #"{"error":{"code":190}}"#, "reconnect grant_refused"),
            (401, #"{"error":{"code":102}}"#, "reconnect grant_refused"),
            (
                400, #"{"error":{"code":25,"error_subcode":2207050}}"#,
                "reconnect account_restricted"
            ),
            (500, #"{"error":{"code":190,"error_subcode":463}}"#, "transient"),
            (400, #"{"error":{"code":190,"is_transient":true}}"#, "transient"),
            (400, #"{"error":{"code":190,"is_transient":false}}"#, "reconnect grant_refused"),
            (400, #"{"error":{"code":100,"error_subcode":33}}"#, "not_found"),
            (400, #"{"error":{"code":100,"error_subcode":2108006}}"#, "not_found"),
            (400, #"{"error":{"code":100,"error_subcode":2207023}}"#, "bad_request"),
            (400, #"{"error":{"code":100}}"#, "bad_request"),
            (400, #"{"error":{"code":4}}"#, "rate_limited"),
            (403, #"{"error":{"code":4,"error_subcode":2207051}}"#, "rate_limited"),
            (400, #"{"error":{"code":17}}"#, "rate_limited"),
            (400, #"{"error":{"code":32}}"#, "rate_limited"),
            (400, #"{"error":{"code":613,"error_subcode":1996}}"#, "rate_limited"),
            (400, #"{"error":{"code":80002}}"#, "rate_limited"),
            (400, #"{"error":{"code":80014}}"#, "rate_limited"),
            (400, #"{"error":{"code":341}}"#, "rate_limited"),
            (400, #"{"error":{"code":368}}"#, "rate_limited"),
            (400, #"{"error":{"code":9,"error_subcode":2207042}}"#, "rate_limited"),
            (400, #"{"error":{"code":1}}"#, "transient"),
            (400, #"{"error":{"code":1,"error_subcode":2207057}}"#, "bad_request"),
            (400, #"{"error":{"code":2}}"#, "transient"),
            (400, #"{"error":{"code":-1,"error_subcode":2207001}}"#, "transient"),
            (400, #"{"error":{"code":-2,"error_subcode":2207003}}"#, "transient"),
            (400, #"{"error":{"code":24,"error_subcode":2207008}}"#, "transient"),
            (400, #"{"error":{"code":24,"error_subcode":2207006}}"#, "not_found"),
            (400, #"{"error":{"code":9007,"error_subcode":2207027}}"#, "transient"),
            (400, #"{"error":{"code":10}}"#, "permission"),
            (400, #"{"error":{"code":200}}"#, "permission"),
            (400, #"{"error":{"code":294}}"#, "permission"),
            (400, #"{"error":{"code":36003,"error_subcode":2207009}}"#, "bad_request"),
            (503, "{}", "transient"),
            (400, #"{"error":{"code":987654}}"#, "bad_request bad_request"),
        ]
    )
    func classify(status: Int, body: String, meaning: String) throws {
        let answer = try JSONValue(parsing: Array(body.utf8))
        for table in [errors.token, errors.api] {
            #expect(Self.meaning(of: answer, status: status, in: table) == meaning)
        }
    }

    @Test("The first call of the exchange speaks a dialect of its own")
    func classifyExchange() throws {
        let body = #"{"error_type":"OAuthException","code":400,"error_message":"used already"}"#
        let answer = try JSONValue(parsing: Array(body.utf8))
        #expect(
            Self.meaning(of: answer, status: 400, in: errors.token) == "reconnect code_refused"
        )
        #expect(Self.meaning(of: answer, status: 502, in: errors.token) == "transient")
    }

    /// The first rule that fits, as the engine finds it, headers left aside.
    private static func meaning(of answer: JSONValue, status: Int, in table: ErrorTable) -> String?
    {
        let code = table.code.first(in: answer)?.exactText
        let subcode = table.subcode.first(in: answer)?.exactText
        let rule = table.rules.first { rule in
            (rule.statuses.isEmpty || rule.statuses.contains { $0.contains(status) })
                && (rule.codes.isEmpty || code.map(rule.codes.contains) ?? false)
                && (rule.subcodes.isEmpty || subcode.map(rule.subcodes.contains) ?? false)
                && (rule.match.map { !$0.select(from: answer).isEmpty } ?? true)
                && rule.header == nil
        }
        return rule.map { [$0.failure.rawValue, $0.reason?.rawValue].compactMap(\.self) }?
            .joined(separator: " ")
    }
}
