import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("A grant is condemned by a second look")
struct VerdictTests {
    // Lesson 20: one refusal is evidence about the bytes sent, not about the account.
    @Test(
        "seconds since the first word, and what follows",
        arguments: [
            (nil, ConnectionState.degraded), (0, .degraded), (3599, .degraded),
            (3600, .needsReconnect), (86_400, .needsReconnect), (-60, .degraded),
        ] as [(Double?, ConnectionState)]
    )
    func condemned(age: Double?, state: ConnectionState) {
        let first = age.map { Sample.now.addingTimeInterval(-$0) }
        let verdict = Verdict.condemned(evidence: first, now: Sample.now)
        #expect(verdict.state == state)
        // The first word's moment stays: otherwise frequent runs would never condemn.
        // One still to come was written by a wrong clock, and counts as heard now.
        #expect(verdict.evidenceAt == min(first ?? Sample.now, Sample.now))
    }
}
