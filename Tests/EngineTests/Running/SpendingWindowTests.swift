import Testing

@testable import Engine

@Suite("How many one-time credentials are out at once")
struct SpendingWindowTests {
    /// Lets so many out and saves them all at once, as one round of a run.
    private func round(_ window: SpendingWindow, piled: Int) async {
        await window.enter()
        for _ in 0..<piled { window.beginSaving() }
        window.leave()
        for _ in 0..<piled { window.endSaving() }
    }

    @Test("as many as the vault takes at once, to begin with")
    func beginning() async {
        let window = SpendingWindow(saves: 3)
        for _ in 0..<3 { await window.enter() }
        let fourth = Task { await window.enter() }
        // The vault has its hands full: what comes back lets one more out, no more.
        for _ in 0..<3 { window.beginSaving() }
        window.leave()
        await fourth.value
        #expect(window.limit == 3)
    }

    @Test("more where the vault waits for the provider, fewer where answers pile up before it")
    func adapting() async {
        let window = SpendingWindow(saves: 2)
        for _ in 0..<10 { await round(window, piled: 1) }
        #expect(window.limit == 12)
        for _ in 0..<5 { await round(window, piled: 3) }
        #expect(window.limit == 12)
        for _ in 0..<100 { await round(window, piled: 4) }
        #expect(window.limit == 2)
    }

    @Test("nobody waits for ever, however many there are", arguments: [1, 4])
    func everybody(lanes: Int) async {
        let window = SpendingWindow(saves: lanes)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    await window.enter()
                    window.beginSaving()
                    await Task.yield()
                    window.endSaving()
                    window.leave()
                }
            }
        }
        #expect(window.limit >= lanes)
    }
}
