import Testing

@testable import Sandbox

@Suite("The call log")
struct CallLogTests {
    @Test("Counts go on, while only the newest calls are kept in order")
    func wraps() {
        let log = CallLog()
        for status in 0..<(CallLog.memory + 5) {
            log.note(.init(method: "GET", endpoint: "/x", status: status), at: Stage.startTime)
        }
        #expect(log.counts.count == CallLog.memory + 5)
        #expect(log.recent.count == CallLog.memory)
        #expect(log.recent.first?.entry.status == 5)
        #expect(log.recent.last?.entry.status == CallLog.memory + 4)
    }
}
