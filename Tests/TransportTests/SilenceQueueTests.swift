import Testing

@testable import Transport

@Suite("The queue of calls that wait for their answers")
struct SilenceQueueTests {
    @Test("has the one first that went first")
    func order() {
        let now = ContinuousClock.now
        var queue = SilenceQueue()
        #expect(queue.first == nil)
        for id in 1...3 as ClosedRange<UInt64> { queue.append(id, until: now + .seconds(Int(id))) }
        var ids: [UInt64] = []
        while let next = queue.first {
            ids.append(next.id)
            queue.removeFirst()
        }
        #expect(ids == [1, 2, 3])
        queue.removeFirst()
        #expect(queue.first == nil)
    }
}
