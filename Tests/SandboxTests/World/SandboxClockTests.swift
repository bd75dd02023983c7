import FoundationEssentials
import Testing

@testable import Sandbox

@Suite("The clock inside")
struct SandboxClockTests {
    @Test("A clock that stands still moves only when it is set, and never back")
    func frozen() {
        let clock = SandboxClock(start: Stage.startTime, speed: 0)
        clock.advance(by: 60)
        clock.advance(by: -1000)
        #expect(clock.now == Stage.startTime.addingTimeInterval(60))
    }

    @Test("A clock that runs is never before its start")
    func running() {
        let clock = SandboxClock(start: Stage.startTime, speed: 1e6)
        let first = clock.now
        #expect(first > Stage.startTime)
        #expect(clock.now >= first)
    }
}
