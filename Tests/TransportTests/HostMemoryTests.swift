import Testing

@testable import Transport

@Suite("What hosts have borne")
struct HostMemoryTests {
    /// A run's calls to one host: so many, each answered in turn, or pushed back at the end.
    private func call(_ memory: HostMemory, _ count: Int, isPushedBack: Bool = false) -> Int {
        var window = TransferWindow(places: 512, first: 16, most: 256, memory: memory)
        for id in 0..<UInt64(count) { window.arrive(id, host: "a") }
        let begun = window.limit(of: "a")
        var places: [TransferPlace] = []
        while let place = window.admit() { places.append(place) }
        while let place = places.popLast() {
            window.leave(place, .answered(after: .milliseconds(1)))
            while let next = window.admit() { places.append(next) }
        }
        window.arrive(UInt64(count), host: "a")
        if isPushedBack, let place = window.admit() { window.leave(place, .pushedBack) }
        return begun
    }

    @Test("is where the next run begins, at a quarter of it")
    func quarter() {
        let memory = HostMemory()
        #expect(call(memory, 1000) == 16)
        #expect(memory.learnt == ["a": .init(calls: 256, hasPushedBack: false)])
        #expect(call(memory, 1000) == 64)
    }

    @Test("says nothing of other hosts, and nothing where little was asked")
    func others() {
        let memory = HostMemory()
        memory.recall(["b": .init(calls: 200, hasPushedBack: false)])
        #expect(call(memory, 10) == 16)
        #expect(memory.learnt == [:])
        #expect(memory.bearing(of: "b") == .init(calls: 200, hasPushedBack: false))
    }

    @Test("is less where a host has pushed back, and the next run tries more slowly")
    func pushedBack() {
        let memory = HostMemory()
        _ = call(memory, 80, isPushedBack: true)
        let bearing = memory.learnt["a"]
        #expect(bearing?.hasPushedBack == true)
        #expect((bearing?.calls ?? 0) < 20)
        #expect(call(memory, 40) == (bearing?.calls ?? 0) / 2)
        // A round for each place more, and the run after it is as quick as any.
        #expect((memory.learnt["a"]?.calls ?? 0) < 16)
        #expect(memory.learnt["a"]?.hasPushedBack == false)
    }

    @Test(
        "keeps its bounds whatever it is told",
        arguments: [(0, 16), (-5, 16), (.max, 256), (.min, 16), (40, 16), (100, 25)]
    )
    func nonsense(calls: Int, first: Int) {
        let memory = HostMemory()
        memory.recall(["a": .init(calls: calls, hasPushedBack: false)])
        let window = TransferWindow(places: 512, first: 16, most: 256, memory: memory)
        #expect(window.limit(of: "a") == first)
    }

    @Test("is what this run has learnt, where both know a host")
    func recall() {
        let memory = HostMemory()
        memory.note(.init(calls: 9, hasPushedBack: true), of: "a")
        memory.recall([
            "a": .init(calls: 200, hasPushedBack: false), "b": .init(calls: 7, hasPushedBack: true),
        ])
        #expect(memory.bearing(of: "a") == .init(calls: 9, hasPushedBack: true))
        #expect(memory.bearing(of: "b") == .init(calls: 7, hasPushedBack: true))
        #expect(memory.learnt.keys.sorted() == ["a"])
    }
}
