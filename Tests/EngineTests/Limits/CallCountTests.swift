import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing

@testable import Engine

@Suite("Calls that count for a budget")
struct CallCountTests {
    private func count(_ calls: Int, per seconds: Int) -> CallCount {
        let budget = LimitBudget(
            .init(calls: calls, per: Span(seconds: seconds), scope: .app)
        )
        return CallCount(LimitKey(provider: "plain"), budget)
    }

    private func time(_ seconds: Double) -> Date { Sample.now.addingTimeInterval(seconds) }

    @Test(
        "each kind of call stops at its share of the budget",
        arguments: [(CallPriority.data, 90), (.renewal, 95), (.urgent, 100)]
    )
    func shares(priority: CallPriority, room: Int) {
        var count = count(100, per: 900)
        count.add(room - 1, at: time(0))
        #expect(count.hasRoom(for: 1, priority, at: time(1)))
        count.add(1, at: time(1))
        #expect(!count.hasRoom(for: 1, priority, at: time(1)))
    }

    @Test("a budget of one call lets one through")
    func one() {
        var count = count(1, per: 60)
        #expect(count.hasRoom(for: 1, .data, at: time(0)))
        count.add(1, at: time(0))
        #expect(!count.hasRoom(for: 1, .urgent, at: time(59)))
        #expect(count.hasRoom(for: 1, .data, at: time(64)))
    }

    @Test("there is room again when it says, and not before")
    func free() {
        var count = count(10, per: 100)
        count.add(4, at: time(0))
        count.add(5, at: time(50))
        let moment = count.free(for: 1, .data, at: time(60))
        #expect(!count.hasRoom(for: 1, .data, at: moment.addingTimeInterval(-0.001)))
        #expect(count.hasRoom(for: 1, .data, at: moment.addingTimeInterval(0.001)))
        // The first four, and no later than a slot after their span.
        #expect((time(100)...time(105.001)).contains(moment))
    }

    @Test("what the provider has counted beyond it counts, and what it has not changes nothing")
    func told() {
        var count = count(100, per: 900)
        count.add(30, at: time(0))
        count.raise(to: 20, at: time(1))
        #expect(count.used(at: time(1)) == 30)
        count.raise(to: 70, at: time(1))
        #expect(count.used(at: time(1)) == 70)
        count.raise(to: .max, at: time(2))
        #expect(count.used(at: time(2)) == 100)
    }

    @Test(
        "no window of the budget's length ever holds more calls than it allows",
        arguments: 1...40
    )
    func everyWindow(seed: UInt64) {
        var random = SeededGenerator(seed)
        let seconds = [5, 60, 900, 86_400].randomElement(using: &random) ?? 60
        let calls = Int.random(in: 1...60, using: &random)
        var count = count(calls, per: seconds)
        var now: Double = 0
        var made: [Double] = []
        for _ in 0..<400 {
            let gap = Double.random(in: 0...1, using: &random)
            now += gap * gap * gap * Double(seconds) / 8
            guard count.hasRoom(for: 1, .urgent, at: time(now)) else {
                let free = count.free(for: 1, .urgent, at: time(now))
                #expect(free > time(now))
                now = free.timeIntervalSince(Sample.now)
                continue
            }
            count.add(1, at: time(now))
            made.append(now)
        }
        for (index, start) in made.enumerated() {
            let inside = made[index...].prefix { $0 < start + Double(seconds) }.count
            #expect(inside <= calls)
        }
        #expect(made.count > calls / 2)
    }

    @Test("an account's few calls are not kept, many are")
    func kept() {
        let key = LimitKey(provider: "plain", account: try? Sample.key())
        let budget = LimitBudget(.init(calls: 300, per: Span(seconds: 900), scope: .account))
        var few = CallCount(key, budget)
        few.add(5, at: time(0))
        #expect(few.kept(run: "r", at: time(1), isOpen: false) == nil)
        few.add(1, at: time(0))
        #expect(few.kept(run: "r", at: time(1), isOpen: false)?.used(at: time(1)) == 6)
        #expect(few.kept(run: "r", at: time(2000), isOpen: false) == nil)
    }
}
