import Pipeline
import Testing

@testable import Engine

@Suite("Each reason says what it means and what to do")
struct AdviceTests {
    @Test("a sentence in lower case without a final stop", arguments: FailureReason.allCases)
    func style(reason: FailureReason) {
        for sentence in [Advice.meaning(reason), Advice.nextStep(reason)] {
            #expect(sentence.first?.isLowercase == true)
            #expect(sentence.last != ".")
            #expect(sentence.count > 10)
        }
    }

    @Test("no two reasons mean the same")
    func distinct() {
        let meanings = Set(FailureReason.allCases.map(Advice.meaning))
        #expect(meanings.count == FailureReason.allCases.count)
    }

    // Lesson 25: what is cured at the provider is no end of the grant.
    @Test(
        "what connecting again does not cure condemns nobody",
        arguments: [
            (FailureReason.checkpoint, false), (.accountUnconfirmed, false),
            (.accountRestricted, false), (.codeRefused, false), (.accountMismatch, false),
            (.grantRefused, true), (.revoked, true), (.passwordChanged, true), (.noRefresh, true),
        ]
    )
    func condemns(reason: FailureReason, expected: Bool) {
        #expect(Advice.condemns(reason) == expected)
    }

    // Lesson 25: a checkpoint is not cured by connecting again.
    @Test("what only the person can do is asked of the person", arguments: FailureReason.allCases)
    func person(reason: FailureReason) {
        if Advice.isForPerson(reason) {
            #expect(!Advice.isPassing(reason))
            #expect(Advice.nextStep(reason).contains("person") || reason == .accountMismatch)
        }
        #expect(Advice.nextStep(.checkpoint) != Advice.nextStep(.grantRefused))
    }
}
