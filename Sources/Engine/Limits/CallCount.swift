import FoundationEssentials

/// The calls that count for one budget, as a run goes on.
///
/// A call counts from its beginning until a whole span of the budget after the end of its slot, a
/// twentieth of the span. So whatever kind of window the provider keeps, rolling or fixed, it never
/// sees more calls in one than are counted here.
struct CallCount: Sendable {
    private static let slots: Double = 20

    let key: LimitKey
    let budget: LimitBudget
    /// Calls of other runs.
    private var others: [LimitRecord.Use]
    /// This run's calls by the end of their slots, ascending.
    private var own: [(end: Date, calls: Int)] = []
    /// How many calls this run may make before it writes down more, and until when.
    private var lease: (calls: Int, until: Date) = (0, .distantPast)
    private var ownTotal = 0
    /// Calls this run is still going to make, as far as it is planned.
    var planned = 0

    init(_ key: LimitKey, _ budget: LimitBudget, _ others: [LimitRecord.Use] = []) {
        self.key = key
        self.budget = budget
        self.others = others
    }

    private var span: Double { Double(budget.seconds) }
    private var width: Double { span / Self.slots }

    /// How many calls may count before those of this priority stop.
    func room(_ priority: CallPriority) -> Int {
        max(1, Int((Double(budget.calls) * priority.share).rounded(.down)))
    }

    func used(at now: Date) -> Int {
        let start = now.addingTimeInterval(-span)
        let theirs = others.reduce(0) { $1.until > start ? $0 + $1.calls : $0 }
        return own.reduce(theirs) { $1.end > start ? $0 + $1.calls : $0 }
    }

    /// Whether so many calls more have room at this moment.
    func hasRoom(for calls: Int, _ priority: CallPriority, at now: Date) -> Bool {
        used(at: now) + calls <= room(priority)
    }

    /// When so many calls have room, if nobody makes others; at once where they have room now or
    /// never will.
    func free(for calls: Int, _ priority: CallPriority, at now: Date) -> Date {
        let start = now.addingTimeInterval(-span)
        let uses = (others.map { ($0.until, $0.calls) } + own.map { ($0.end, $0.calls) })
            .filter { $0.0 > start }.sorted { $0.0 < $1.0 }
        var left = uses.reduce(0) { $0 + $1.1 } + calls - room(priority)
        for use in uses {
            guard left > 0 else { break }
            left -= use.1
            if left <= 0 { return use.0.addingTimeInterval(span) }
        }
        return left <= 0 ? now : uses.last?.0.addingTimeInterval(span) ?? now
    }

    /// Counts calls that begin at this moment.
    mutating func add(_ calls: Int, at now: Date) {
        let slot = (now.timeIntervalSince1970 / width).rounded(.down) + 1
        let end = Date(timeIntervalSince1970: slot * width)
        ownTotal += calls
        planned = max(0, planned - calls)
        if let last = own.last, last.end >= end {
            own[own.count - 1].calls += calls
        } else {
            let start = now.addingTimeInterval(-span)
            own.removeAll { $0.end <= start }
            own.append((end, calls))
        }
    }

    /// Takes back calls that were counted and not made.
    mutating func giveBack(_ calls: Int) {
        guard let last = own.indices.last, own[last].calls >= calls else { return }
        own[last].calls -= calls
        ownTotal -= calls
        planned += calls
    }

    /// Takes the provider's word where it has counted more.
    mutating func raise(to calls: Int, at now: Date) {
        let missing = min(calls, budget.calls) - used(at: now)
        if missing > 0 { add(missing, at: now) }
    }

    // MARK: What is kept

    /// Whether the record on disk no longer covers the calls made.
    func needsLease(at now: Date, beyond seconds: Double) -> Bool {
        span > seconds && (ownTotal > lease.calls || now > lease.until)
    }

    /// Foresees more calls: what is planned, and a twentieth of the budget at least.
    mutating func extendLease(at now: Date) {
        lease = (ownTotal + max(planned, budget.calls / 20, 1), now.addingTimeInterval(width))
    }

    /// What counts, `run` being this run's name; while it goes on with the calls it foresees.
    ///
    /// An account's few calls are not kept: names of thousands would be rewritten in each run, and
    /// five such runs fit in the margin.
    func kept(run: String, at now: Date, isOpen: Bool) -> LimitRecord.Count? {
        let start = now.addingTimeInterval(-span)
        var uses = others.filter { $0.until > start }
        for slot in own where slot.end > start {
            uses.append(.init(run: run, until: slot.end, calls: slot.calls, isOpen: isOpen))
        }
        if isOpen, lease.calls > ownTotal {
            let until = max(lease.until, own.last?.end ?? now)
            uses.append(
                .init(run: run, until: until, calls: lease.calls - ownTotal, isOpen: true)
            )
        }
        let calls = uses.reduce(0) { $0 + $1.calls }
        guard calls > 0, key.account == nil || calls * 50 >= budget.calls else { return nil }
        uses.sort { ($0.until, $0.run) < ($1.until, $1.run) }
        return .init(key: key, allowed: budget.calls, seconds: budget.seconds, uses: uses)
    }
}
