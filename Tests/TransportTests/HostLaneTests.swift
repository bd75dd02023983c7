import Testing

@testable import Transport

@Suite("The calls of a host")
struct HostLaneTests {
    /// Takes in all that may go; their numbers.
    private func admitAll(_ lane: inout HostLane) -> [Int] {
        var numbers: [Int] = []
        while let (_, number) = lane.admit() { numbers.append(number) }
        return numbers
    }

    private func lane(waiting count: Int) -> HostLane {
        var lane = HostLane(HostWindow(first: 16, most: 256))
        for id in 0..<count { lane.arrive(UInt64(id), most: nil) }
        return lane
    }

    @Test("get more places by each answer of a round that comes at once, while others wait")
    func round() {
        var lane = lane(waiting: 1000)
        for expected in [20, 25, 31] {
            for number in admitAll(&lane) {
                lane.leave(number, .answered(after: .milliseconds(50)))
            }
            #expect(lane.window.limit == expected)
        }
    }

    @Test("get no more places for which nobody waits")
    func idle() {
        var lane = lane(waiting: 12)
        for number in admitAll(&lane) { lane.leave(number, .answered(after: .milliseconds(50))) }
        #expect(lane.window.limit == 16)
    }
}
