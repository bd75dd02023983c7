import Testing

@testable import Sandbox

@Suite("The way to a provider and back")
struct LatencyTests {
    @Test("takes as long as was asked for at least, for however many at once", arguments: [1, 300])
    func passes(count: Int) async {
        let latency = Latency(.milliseconds(3))
        let times = await withTaskGroup(of: Duration.self) { group in
            for _ in 0..<count {
                group.addTask {
                    let start = ContinuousClock.now
                    await latency.pass()
                    return start.duration(to: .now)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(times.count == count && times.allSatisfy { $0 >= .milliseconds(3) })
    }

    @Test("is passed again and again")
    func again() async {
        let latency = Latency(.milliseconds(1))
        let start = ContinuousClock.now
        for _ in 0..<5 { await latency.pass() }
        #expect(start.duration(to: .now) >= .milliseconds(5))
    }

    @Test("takes no time where none was asked for")
    func none() async {
        await Latency(.zero).pass()
    }
}
