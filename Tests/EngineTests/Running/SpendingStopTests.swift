import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("A run's spending ends once something won is lost")
struct SpendingStopTests {
    // Lesson 4
    @Test("the first sentence stays, under each later step's name")
    func first() throws {
        let stop = SpendingStop()
        #expect(stop.failure(step: "refresh") == nil)
        stop.note("no space left on device")
        stop.note("something else")
        let failure = try #require(stop.failure(step: "exchange"))
        #expect(failure.step == "exchange")
        #expect(failure.reason == .notSaved)
        #expect(failure.failure == .transient)
        #expect(!failure.isAmbiguous)
        #expect(failure.detail.hasSuffix("no space left on device"))
    }
}
