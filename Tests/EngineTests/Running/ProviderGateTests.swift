import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("One answer may speak for a provider")
struct ProviderGateTests {
    private func failure(_ kind: FailureClass, _ reason: FailureReason) -> Engine.Failure {
        Failure(
            kind,
            reason,
            step: "refresh",
            call: "POST id.plain.test/token",
            status: 401,
            detail: "it was refused",
            isAmbiguous: true
        )
    }

    @Test("the app's refusal closes it for all, and says that nothing was tried")
    func app() throws {
        let gate = ProviderGate()
        var refusal = failure(.app, .appRefused)
        refusal.code = "invalid_client"
        gate.note(refusal, of: "plain")
        let closed = try #require(gate.closed("plain", step: "profile"))
        #expect(closed.reason == .appRefused)
        #expect(closed.step == "profile")
        #expect(closed.call == nil)
        #expect(closed.status == nil)
        #expect(!closed.isAmbiguous)
        #expect(closed.detail == "it was refused; not tried again in this run")
        #expect(gate.closed("other", step: "profile") == nil)
    }

    @Test("an app refused without the standard's word speaks for all only three times in a row")
    func refusedWithoutWord() {
        let gate = ProviderGate()
        func refuse() { gate.note(failure(.app, .appRefused), of: "plain") }
        refuse()
        refuse()
        #expect(gate.closed("plain", step: "profile") == nil)
        gate.noteSuccess(of: "plain")
        refuse()
        refuse()
        #expect(gate.closed("plain", step: "profile") == nil)
        refuse()
        #expect(gate.closed("plain", step: "profile") != nil)
    }

    @Test("three that found no way to it close it, the tokens' way and the data's apart")
    func unreachable() {
        let gate = ProviderGate()
        func lose(_ step: String) {
            gate.note(Failure(.transient, .unreachable, step: step, detail: "lost"), of: "plain")
        }
        lose("refresh")
        lose("refresh")
        // An answer, whatever it says, is a way.
        gate.note(failure(.transient, .providerFault), of: "plain")
        lose("refresh")
        lose("exchange/short-lived")
        #expect(gate.closed("plain", step: "refresh") == nil)
        lose("refresh")
        #expect(gate.closed("plain", step: "refresh")?.reason == .unreachable)
        #expect(gate.closed("plain", step: "exchange")?.isAmbiguous == false)
        #expect(gate.closed("plain", step: "profile") == nil)
        #expect(gate.closed("other", step: "refresh") == nil)
    }

    @Test(
        "nothing else speaks for anybody but its own connection",
        arguments: FailureClass.allCases.filter { $0 != .app }
    )
    func others(kind: FailureClass) {
        let gate = ProviderGate()
        for _ in 0..<5 { gate.note(failure(kind, .grantRefused), of: "plain") }
        #expect(gate.closed("plain", step: "s") == nil)
    }
}
