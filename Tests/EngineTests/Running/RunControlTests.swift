import FoundationEssentials
import Testing

@testable import Engine

@Suite("Why a run ends early")
struct RunControlTests {
    @Test("the first reason stays")
    func first() {
        let control = RunControl { Sample.now }
        #expect(control.stopped == nil)
        control.stop(.signal(15))
        control.stop(.signal(2))
        #expect(control.stopped == .signal(15))
    }

    @Test("a deadline comes at its moment, and stays though the clock goes back")
    func deadline() {
        let clock = ManualClock(Sample.now)
        let control = RunControl(deadline: Sample.now.addingTimeInterval(3600)) { clock.now }
        #expect(control.stopped == nil)
        clock.advance(hours: 1)
        #expect(control.stopped == .deadline)
        clock.advance(hours: -1)
        #expect(control.stopped == .deadline)
    }
}
