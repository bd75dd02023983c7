import Testing

@testable import Transport

@Suite("The transfer window")
struct TransferWindowTests {
    private func admitAll(_ window: inout TransferWindow) -> [UInt64] {
        var admitted: [UInt64] = []
        while let id = window.admit() { admitted.append(id) }
        return admitted
    }

    @Test("lets so many go, in order of arrival, and the next when one leaves")
    func inOrder() {
        var window = TransferWindow(places: 2, placesPerHost: 9)
        for id in 1...5 as ClosedRange<UInt64> { window.arrive(id, host: id % 2 == 0 ? "a" : "b") }
        #expect(admitAll(&window) == [1, 2])
        window.leave(host: "b")
        #expect(admitAll(&window) == [3])
        window.leave(host: "a")
        window.leave(host: "b")
        #expect(admitAll(&window) == [4, 5])
        #expect(admitAll(&window) == [])
    }

    @Test("does not let a busy host hold up another")
    func busyHost() {
        var window = TransferWindow(places: 3, placesPerHost: 1)
        for id in 1...3 as ClosedRange<UInt64> { window.arrive(id, host: "busy") }
        window.arrive(4, host: "free")
        #expect(admitAll(&window) == [1, 4])
        window.leave(host: "busy")
        #expect(admitAll(&window) == [2])
    }

    @Test("forgets who no longer wants to go")
    func withdrawal() {
        var window = TransferWindow(places: 1, placesPerHost: 1)
        for id in 1...4 as ClosedRange<UInt64> { window.arrive(id, host: "a") }
        let first = admitAll(&window)
        let isInFlightWithdrawn = window.withdraw(1, host: "a")
        let isWaitingWithdrawn = window.withdraw(3, host: "a")
        #expect(first == [1])
        #expect(!isInFlightWithdrawn)
        #expect(isWaitingWithdrawn)
        window.leave(host: "a")
        #expect(admitAll(&window) == [2])
        window.leave(host: "a")
        #expect(admitAll(&window) == [4])
    }

    @Test("lets one at a time go when told fewer")
    func nonsenseLimits() {
        var window = TransferWindow(places: 0, placesPerHost: -1)
        window.arrive(1, host: "a")
        window.leave(host: "nobody")
        #expect(admitAll(&window) == [1])
    }
}
