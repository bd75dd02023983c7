import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A grant is ended at the provider")
struct RevocationTests {
    private func revoke(_ answer: ScriptedTransport.Answer) async throws -> HTTPRequest {
        let pipeline = try Sample.pipeline(
            Sample.plain + "\nrevoke:\n  url: https://id.plain.test/revoke\n"
        )
        let transport = ScriptedTransport([answer])
        let values = try Sample.values(pipeline).with(Sample.grant(), accountID: nil)
        try await Revocation(StepRunner(transport, pipeline, now: { Sample.now }))
            .revoke(try #require(pipeline.revoke), values)
        return try #require(transport.requests.first)
    }

    @Test("by the form of RFC 7009, with the refresh token, which ends all that came of it")
    func form() async throws {
        let request = try await revoke(.json(""))
        #expect(request.description == "POST id.plain.test/revoke")
        #expect(request.field("token") == "refresh-token-1")
        #expect(request.field("token_type_hint") == "refresh_token")
        #expect(request.kind == .renew)
    }

    @Test(
        "what the provider no longer knows is ended",
        arguments: [
            ScriptedTransport.Answer.refusal("invalid_grant"), .json("{}", status: 200),
        ]
    )
    func ended(answer: ScriptedTransport.Answer) async throws {
        _ = try await revoke(answer)
    }

    @Test(
        "what did not succeed is told",
        arguments: [
            ScriptedTransport.Answer.json("{}", status: 500), .lost(.connecting),
            .refusal("invalid_client", status: 401),
        ]
    )
    func failed(answer: ScriptedTransport.Answer) async throws {
        await #expect(throws: Engine.Failure.self) { try await revoke(answer) }
    }
}
