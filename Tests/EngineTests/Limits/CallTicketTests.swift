import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("A call's ticket")
struct CallTicketTests {
    private let meter: CallMeter
    private let other: CallMeter

    init() throws {
        let book = LimitBook(
            LimitRecord(),
            mostCalls: nil,
            patience: .none,
            now: Sample.now,
            keep: { _ in }
        )
        func meter(_ provider: String) throws -> CallMeter {
            CallMeter(
                book: book,
                party: LimitParty(
                    try Sample.user("alice"),
                    Connection(provider: provider),
                    try Sample.pipeline(Sample.plain, name: provider)
                ),
                priority: .data,
                control: RunControl { Sample.now },
                now: { Sample.now }
            )
        }
        self.meter = try meter("plain")
        other = try meter("other")
    }

    @Test("holds others of its app back from its refusal on until that is read, and no other app's")
    func refusal() async throws {
        let refused = try await meter.admit(step: "profile")
        let waiting = try await meter.admit(step: "profile")
        let foreign = try await other.admit(step: "profile")
        #expect(refused.mayGo())
        refused.wasRefused()
        // A call that was redirected may be refused twice.
        refused.wasRefused()
        #expect(!waiting.mayGo())
        #expect(waiting.isHeldBack)
        #expect(foreign.mayGo())
        refused.wasRead()
        refused.end()
        let next = try await meter.admit(step: "profile")
        #expect(next.mayGo())
    }

    @Test("lets others go where it ends, read or not")
    func end() async throws {
        let refused = try await meter.admit(step: "profile")
        #expect(refused.mayGo())
        refused.wasRefused()
        refused.end()
        let next = try await meter.admit(step: "profile")
        #expect(next.mayGo())
    }
}
