import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("What a person reads in each state")
struct RecordAdviceTests {
    private func record(
        _ state: ConnectionState,
        _ reason: FailureReason?,
        evidence: Date? = nil
    ) throws -> ConnectionRecord {
        ConnectionRecord(
            key: try Sample.key(),
            state: state,
            reason: reason,
            since: Sample.now,
            evidenceAt: evidence
        )
    }

    @Test(
        "a sentence and a next step for each reason, in each state",
        arguments: FailureReason.allCases
    )
    func complete(reason: FailureReason) throws {
        for state in ConnectionState.allCases {
            let record = try record(state, reason)
            #expect(record.message != nil)
            #expect(record.nextStep != nil)
        }
    }

    @Test(
        "without a reason nothing is the matter",
        arguments: [ConnectionState.connected, .expiring, .pending, .disconnected]
    )
    func well(state: ConnectionState) throws {
        #expect(try record(state, nil).message == nil)
        #expect(try record(state, nil).nextStep == nil)
    }

    @Test(
        "a first word, a doubt and a passing fault ask nothing of anybody",
        arguments: [
            (ConnectionState.degraded, FailureReason.grantRefused, true),
            (.degraded, .tokenExpired, false), (.degraded, .revoked, false),
            (.degraded, .passwordChanged, true), (.degraded, .noRefresh, false),
            (.degraded, .scopeMissing, true), (.degraded, .refusalBurst, false),
            (.degraded, .rateLimited, false), (.degraded, .unreachable, false),
            (.inDoubt, .answerLost, false), (.inDoubt, .unexpectedAnswer, false),
            (.inDoubt, .providerFault, false), (.pending, .unreachable, false),
        ]
    )
    func calm(state: ConnectionState, reason: FailureReason, hasEvidence: Bool) throws {
        let record = try record(state, reason, evidence: hasEvidence ? Sample.now : nil)
        #expect(record.nextStep?.hasPrefix("nothing") == true)
    }

    @Test(
        "what is dead, and a consent that is lost, ask the person to connect again",
        arguments: [
            (ConnectionState.needsReconnect, FailureReason.grantRefused),
            (.needsReconnect, .codeExpired), (.needsReconnect, .codeInDoubt),
            (.needsReconnect, .unexpectedAnswer), (.inDoubt, .codeInDoubt),
        ]
    )
    func dead(state: ConnectionState, reason: FailureReason) throws {
        #expect(try record(state, reason).nextStep == "ask the person to connect again")
    }

    @Test(
        "a doubt says what it is about, whatever keeps it open",
        arguments: [FailureReason.unexpectedAnswer, .unreachable, .providerFault, .appUnconfigured]
    )
    func doubt(reason: FailureReason) throws {
        #expect(
            try record(.inDoubt, reason).message
                == "a token may have been used up, and \(Advice.meaning(reason))"
        )
    }

    @Test("a doubt that nobody can look into says what is in the way")
    func inTheWay() throws {
        #expect(
            try record(.inDoubt, .appUnconfigured).nextStep
                == "set the environment variables that the pipeline file names"
        )
    }
}
