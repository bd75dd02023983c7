import FoundationEssentials
import Testing

@testable import Sandbox

@Suite("The app's budget of calls")
struct RateWindowTests {
    @Test("A window fills, refuses what is too much, and opens again")
    func fills() {
        let window = RateWindow(limit: 4, length: 30)
        let start = Stage.startTime
        let counts = (0..<5).map { window.count(at: start.addingTimeInterval(Double($0))) }
        #expect(counts.map(\.percent) == [25, 50, 75, 100, 100])
        #expect(counts.map(\.isExceeded) == [false, false, false, false, true])
        #expect(counts[4].secondsLeft == 26)
        #expect(!window.count(at: start.addingTimeInterval(30)).isExceeded)
    }

    @Test("Without a limit nothing fills")
    func unlimited() {
        let window = RateWindow(limit: 0, length: 30)
        #expect(window.count(at: Stage.startTime).percent == 0)
        #expect(!window.count(at: Stage.startTime).isExceeded)
    }
}
