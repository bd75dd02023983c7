import Testing

@testable import Transport

@Suite("The transfer window")
struct TransferWindowTests {
    private func admitAll(_ window: inout TransferWindow) -> [UInt64] {
        var admitted: [UInt64] = []
        while let place = window.admit() { admitted.append(place.id) }
        return admitted
    }

    private func leave(_ window: inout TransferWindow, _ host: String) {
        window.leave(TransferPlace(id: 0, host: host, number: 1), .silent)
    }

    @Test("lets so many go, in order of arrival, and the next when one leaves")
    func inOrder() {
        var window = TransferWindow(places: 2, first: 9, most: 9)
        for id in 1...5 as ClosedRange<UInt64> { window.arrive(id, host: id % 2 == 0 ? "a" : "b") }
        #expect(admitAll(&window) == [1, 2])
        leave(&window, "b")
        #expect(admitAll(&window) == [3])
        leave(&window, "a")
        leave(&window, "b")
        #expect(admitAll(&window) == [4, 5])
        #expect(admitAll(&window) == [])
    }

    @Test("does not let a busy host hold up another")
    func busyHost() {
        var window = TransferWindow(places: 3, first: 1, most: 1)
        for id in 1...3 as ClosedRange<UInt64> { window.arrive(id, host: "busy") }
        window.arrive(4, host: "free")
        #expect(admitAll(&window) == [1, 4])
        leave(&window, "busy")
        #expect(admitAll(&window) == [2])
    }

    @Test("forgets who no longer wants to go")
    func withdrawal() {
        var window = TransferWindow(places: 1, first: 1, most: 1)
        for id in 1...4 as ClosedRange<UInt64> { window.arrive(id, host: "a") }
        let first = admitAll(&window)
        let isInFlightWithdrawn = window.withdraw(1, host: "a")
        let isWaitingWithdrawn = window.withdraw(3, host: "a")
        #expect(first == [1])
        #expect(!isInFlightWithdrawn)
        #expect(isWaitingWithdrawn)
        leave(&window, "a")
        #expect(admitAll(&window) == [2])
        leave(&window, "a")
        #expect(admitAll(&window) == [4])
    }

    @Test("lets hosts with room take turns, whoever came first")
    func turns() {
        var window = TransferWindow(places: 6, first: 4, most: 4)
        for id in 1...9 as ClosedRange<UInt64> { window.arrive(id, host: id < 7 ? "a" : "b") }
        #expect(admitAll(&window) == [1, 7, 2, 8, 3, 9])
    }

    @Test("gives a host that answers well more places, and one that pushes back fewer")
    func learning() {
        var window = TransferWindow(places: 100, first: 2, most: 64)
        for id in 1...200 as ClosedRange<UInt64> { window.arrive(id, host: "a") }
        for _ in 0..<40 {
            guard let place = window.admit() else { continue }
            _ = admitAll(&window)
            window.leave(place, .answered(after: .milliseconds(1)))
        }
        #expect(window.limit(of: "a") == 12)
        #expect(window.limit(of: "b") == 2)
        let place = window.admit()
        if let place { window.leave(place, .pushedBack) }
        #expect(window.limit(of: "a") == 6)
    }

    @Test("keeps to what a pipeline asks for at its host")
    func asked() {
        var window = TransferWindow(places: 100, first: 16, most: 64)
        for id in 1...9 as ClosedRange<UInt64> { window.arrive(id, host: "a", most: 3) }
        #expect(admitAll(&window) == [1, 2, 3])
    }

    @Test("lets one at a time go when told fewer")
    func nonsenseLimits() {
        var window = TransferWindow(places: 0, first: -1, most: -1)
        window.arrive(1, host: "a")
        leave(&window, "nobody")
        #expect(admitAll(&window) == [1])
    }
}
