import Documents
import FoundationEssentials
import Loopback
import Pipeline
import Testing
import Transport

@testable import Hostile

@Suite("The hostile provider is as strict as the standards allow")
struct HostileProviderTests {
    private let blueprint: Blueprint
    private let provider: HostileProvider

    init() throws {
        let pipeline = try #require(BadPipelineTests.pipeline(BadPipelineTests.text()))
        blueprint = try Blueprint(pipeline)
        provider = HostileProvider(blueprint, code: "the-code") { Stage.start }
    }

    private func send(_ fields: [(name: String, value: String)]) -> WireAnswer {
        let credentials = [
            ("client_id", StandIns.clientID), ("client_secret", StandIns.clientSecret),
        ]
        return provider.answer(
            LoopbackRequest(
                method: "POST",
                target: "/token",
                headers: [("Content-Type", FormEncoding.contentType)],
                body: FormEncoding.body(fields + credentials)
            )
        )
    }

    private func exchange(verifier: String = "v") -> WireAnswer {
        send([
            ("grant_type", "authorization_code"), ("code", "the-code"),
            ("redirect_uri", StandIns.redirectURI), ("code_verifier", verifier),
        ])
    }

    private func refresh(_ token: String) -> WireAnswer {
        send([("grant_type", "refresh_token"), ("refresh_token", token)])
    }

    private func field(_ name: String, _ answer: WireAnswer) throws -> String {
        let document = try JSONValue(parsing: answer.body)
        return try #require(document[name]?.string)
    }

    @Test("a code works once, and its second use ends the grant")
    func code() throws {
        #expect(exchange().status == 200)
        let again = exchange()
        #expect(again.status == 400)
        #expect(try field("error", again) == "invalid_grant")
        #expect(provider.ledger.isGrantDead)
        #expect(provider.ledger.codesTaken == 2)
    }

    @Test("a refresh token works once, and its second use ends the grant")
    func rotation() throws {
        let first = try field("refresh_token", exchange())
        let second = try field("refresh_token", refresh(first))
        #expect(first != second)
        #expect(!provider.ledger.isGrantDead)
        #expect(refresh(first).status == 400)
        #expect(provider.ledger.isGrantDead)
        #expect(refresh(second).status == 400)
    }

    @Test("a lenient one takes a spent token until its successor has been used")
    func lenient() throws {
        provider.set { $0.isLenient = true }
        let first = try field("refresh_token", exchange())
        _ = refresh(first)
        let third = try field("refresh_token", refresh(first))
        #expect(refresh(third).status == 200)
        #expect(!provider.ledger.isGrantDead)
        #expect(refresh(first).status == 400)
    }

    @Test("a verifier that does not prove the challenge is refused")
    func verifier() {
        provider.set { $0.challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }
        #expect(exchange(verifier: "wrong").status == 400)
        #expect(
            provider.ledger.faults == ["the exchange call's code_verifier proves no challenge"]
        )
        // RFC 7636, appendix B.
        let proof = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(exchange(verifier: proof).status == 200)
    }

    @Test("a request without what the standard demands is refused, and kept")
    func faults() {
        let answer = send([("grant_type", "authorization_code"), ("code", "the-code")])
        #expect(answer.status == 400)
        #expect(
            provider.ledger.faults.contains("the exchange call lacks redirect_uri in its form")
        )
    }

    @Test("its Date is the clock's, as HTTP writes it", arguments: [0.0, 3600])
    func date(skew: Double) {
        provider.set { $0.skew = skew }
        let text = exchange().headers.first { $0.name == "Date" }?.value ?? ""
        let expected = Stage.start.addingTimeInterval(skew)
        #expect(HTTPDate.date(text, now: expected) == expected)
    }
}
