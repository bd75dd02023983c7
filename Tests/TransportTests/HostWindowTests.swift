import Testing

@testable import Transport

@Suite("The window of a host")
struct HostWindowTests {
    /// Rounds of as many calls as the window holds, each answered after `time`.
    private func rounds(_ count: Int, _ window: inout HostWindow, after time: Duration) {
        for _ in 0..<count {
            let numbers = (0..<window.limit).map { _ in window.begin() }
            for number in numbers { window.note(.answered(after: time), of: number, wasFull: true) }
        }
    }

    @Test("grows by a place for every four good answers, up to its bound")
    func growth() {
        var window = HostWindow(first: 16, most: 256)
        rounds(1, &window, after: .milliseconds(50))
        #expect(window.limit == 20)
        rounds(1, &window, after: .milliseconds(50))
        #expect(window.limit == 25)
        rounds(30, &window, after: .milliseconds(50))
        #expect(window.limit == 256)
    }

    @Test("holds no more than its start and a quarter of the first 200 answers, then one for each")
    func growthIsBounded() {
        var window = HostWindow(first: 16, most: 256)
        for answered in 1...1000 {
            window.note(.answered(after: .zero), of: window.begin(), wasFull: true)
            #expect(window.limit == min(16 + min(answered, 200) / 4 + max(answered - 200, 0), 256))
        }
    }

    @Test("grows as slowly as before where it was pushed back while it grew fast")
    func growthAfterPushback() {
        var window = HostWindow(first: 16, most: 256)
        for _ in 0..<220 {
            window.note(.answered(after: .milliseconds(50)), of: window.begin(), wasFull: true)
        }
        #expect(window.limit == 86)
        window.note(.pushedBack, of: window.begin(), wasFull: true)
        rounds(1, &window, after: .milliseconds(50))
        #expect(window.limit == 44)
    }

    @Test("does not grow while nobody needs it")
    func unused() {
        var window = HostWindow(first: 16, most: 256)
        for _ in 0..<1000 {
            window.note(.answered(after: .zero), of: window.begin(), wasFull: false)
        }
        #expect(window.limit == 16)
    }

    @Test("halves once for a whole round that is pushed back, down to one")
    func pushback() {
        var window = HostWindow(first: 16, most: 256)
        let numbers = (0..<16).map { _ in window.begin() }
        for number in numbers { window.note(.pushedBack, of: number, wasFull: true) }
        #expect(window.limit == 8)
        for expected in [4, 2, 1, 1] {
            window.note(.pushedBack, of: window.begin(), wasFull: true)
            #expect(window.limit == expected)
        }
    }

    @Test("grows slowly after a pushback, and stays below where it met the limit")
    func ceiling() {
        var window = HostWindow(first: 16, most: 256)
        rounds(4, &window, after: .milliseconds(50))
        let met = window.limit
        window.note(.pushedBack, of: window.begin(), wasFull: true)
        let half = window.limit
        #expect(half == met / 2)
        rounds(1, &window, after: .milliseconds(50))
        #expect(window.limit == half + 1)
        rounds(200, &window, after: .milliseconds(50))
        #expect(window.limit == met - 1)
    }

    @Test("finds its way back after a storm of refusals")
    func storm() {
        var window = HostWindow(first: 16, most: 256)
        rounds(4, &window, after: .milliseconds(50))
        let met = window.limit
        for _ in 0..<20 { window.note(.pushedBack, of: window.begin(), wasFull: true) }
        #expect(window.limit == 1)
        rounds(200, &window, after: .milliseconds(50))
        #expect(window.limit == met - 1)
    }

    @Test("stops growing where answers take much longer than they did, and goes on once they don't")
    func queueing() {
        var window = HostWindow(first: 16, most: 256)
        rounds(1, &window, after: .milliseconds(10))
        rounds(1, &window, after: .milliseconds(26))
        // The round that tells is over only once it has grown.
        let grown = window.limit
        rounds(10, &window, after: .milliseconds(26))
        #expect(window.limit == grown)
        rounds(2, &window, after: .milliseconds(20))
        #expect(window.limit > grown)
    }

    /// A server that works on eight calls at a time and lets the others wait.
    @Test("settles near what a server that queues can do at once")
    func vegas() {
        var window = HostWindow(first: 4, most: 256)
        for _ in 0..<100 {
            let time = Duration.milliseconds(50) * max(window.limit, 8) / 8
            rounds(1, &window, after: time)
        }
        #expect((8...24).contains(window.limit))
    }

    @Test("is bounded by what a pipeline asks for, never by less than one", arguments: [0, 1, 8])
    func bound(count: Int) {
        var window = HostWindow(first: 16, most: 256)
        window.bound(count)
        rounds(50, &window, after: .milliseconds(1))
        #expect(window.limit == max(count, 1))
        window.bound(100)
        #expect(window.most == max(count, 1))
    }

    @Test("learns nothing from what says nothing")
    func silence() {
        var window = HostWindow(first: 16, most: 256)
        let before = window
        window.note(.silent, of: 0, wasFull: true)
        #expect(window == before)
    }
}
