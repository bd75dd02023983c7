import Documents
import Testing

/// A message that is whole but for one thing, and why it is refused.
struct TamperedMessage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var changes: JSONObject
    var code: String

    init(_ title: String, _ changes: JSONObject, _ code: String) {
        testDescription = title
        self.changes = changes
        self.code = code
    }

    private static let long = String(repeating: "x", count: 5000)

    static let all: [Self] = [
        Self("another schema", ["schema": "latchkey/message/2"], "malformed"),
        Self("no schema", ["schema": .null], "malformed"),
        Self("another kind", ["kind": "publish"], "malformed"),
        Self("no kind", ["kind": .null], "malformed"),
        Self("no id", ["id": .null], "malformed"),
        Self("a short id", ["id": "1"], "malformed"),
        Self("a long id", ["id": .string(long)], "malformed"),
        Self("an id that is a number", ["id": 1], "malformed"),
        Self("no time", ["at": .null], "malformed"),
        Self("a time that is none", ["at": "yesterday"], "malformed"),
        Self("no user", ["user": .null], "malformed"),
        Self("a user that is a path", ["user": "../../etc"], "malformed"),
        Self("a user that is hidden", ["user": ".inbox-keys"], "malformed"),
        Self("another user", ["user": "ben"], "invitation_mismatch"),
        Self("no provider", ["provider": .null], "malformed"),
        Self("an unknown provider", ["provider": "other"], "provider_unknown"),
        Self("no label", ["label": .null], "malformed"),
        Self("an empty label", ["label": ""], "malformed"),
        Self("a label with a slash", ["label": "a/b"], "malformed"),
        Self("a label with a line end", ["label": "a\n::error::b"], "malformed"),
        Self("a label that turns the line round", ["label": "a\u{202e}b"], "malformed"),
        Self("a long label", ["label": .string(long)], "malformed"),
        Self("no code", ["code": .null], "malformed"),
        Self("an empty code", ["code": ""], "malformed"),
        Self("a long code", ["code": .string(long)], "malformed"),
        Self("a code with a line end", ["code": "abc\ndef"], "malformed"),
        Self("a code that is a list", ["code": ["abc"]], "malformed"),
        Self("no redirect URI", ["redirectUri": .null], "malformed"),
        Self("another redirect URI", ["redirectUri": "https://evil.example/"], "redirect_mismatch"),
        Self(
            "a redirect URI that goes on",
            ["redirectUri": "https://status.example/auth/plain/callback/?x=1"],
            "redirect_mismatch"
        ),
        Self(
            "another provider's redirect URI",
            ["redirectUri": "https://status.example/auth/other/callback/"],
            "redirect_mismatch"
        ),
        Self("no verifier", ["verifier": .null], "verifier_mismatch"),
        Self("a short verifier", ["verifier": "short"], "verifier_mismatch"),
        Self(
            "a verifier of other characters",
            ["verifier": .string(String(repeating: "v", count: 42) + "+")],
            "verifier_mismatch"
        ),
        Self("a verifier that is too long", ["verifier": .string(long)], "malformed"),
        Self("an issuer that is a list", ["iss": ["https://id.test"]], "malformed"),
        Self("a long issuer", ["iss": .string(long)], "malformed"),
        Self("an unknown parameter", ["parameters": ["port": "1"]], "parameters_refused"),
        Self("a secret parameter", ["parameters": ["token": "x"]], "parameters_refused"),
        Self("a foreign host", ["parameters": ["host": "evil.example"]], "parameters_refused"),
        Self("parameters that are a list", ["parameters": ["host"]], "malformed"),
        Self("a parameter that is a number", ["parameters": ["host": 1]], "malformed"),
        Self("callback parameters that are text", ["params": "shop"], "malformed"),
        Self("no invitation", ["invitation": .null], "invitation_missing"),
        Self("an invitation that is none", ["invitation": "abc"], "invitation_forged"),
        Self("an invitation that is a number", ["invitation": 1], "malformed"),
        Self("a proof that is none", ["invitation": .null, "proof": "AAAA"], "proof_refused"),
        Self("a proof that is no base64url", ["proof": "%%%"], "malformed"),
        Self("a time of the day after tomorrow", ["at": "2026-11-26T12:00:00Z"], "from_the_future"),
    ]
}
