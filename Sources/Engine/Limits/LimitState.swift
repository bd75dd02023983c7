import FoundationEssentials
import Pipeline

/// Counts and holds at one moment of a run: who may call, and who has to wait.
///
/// A value, so that a plan can be tried on a copy.
struct LimitState: Sendable {
    /// Connections that must be limited, one after the other, before the provider is left alone.
    static let limitedInARow = 3

    /// Seconds for which a provider is left alone that limits everybody and does not say how long.
    static let unhintedHold: Double = 900

    /// Seconds for which reading rests near a limit that does not say when it starts anew; Meta's
    /// window for apps.
    static let unhintedRest: Double = 3600

    /// Seconds until a call asks again that waits for one under way.
    static let shortWait = 0.05

    /// No hold is longer, whatever a provider says: a day.
    static let longestHold: Double = 86_400

    private struct Place: Hashable {
        let key: LimitKey
        let seconds: Int
    }

    private struct Hold {
        var until: Date
        var isHard: Bool
        /// Heard in this run: then even what is urgent waits.
        var isFresh: Bool
        /// False where the connection's own record tells the next run.
        var isKept = true
    }

    private var counts: [Place: CallCount] = [:]
    private var holds: [LimitKey: Hold] = [:]
    /// Accounts limited since the last success, by app.
    private var limited: [LimitKey: Set<LimitKey>] = [:]
    /// By app.
    private var traffic: [LimitKey: AppTraffic] = [:]
    private(set) var calls = 0
    private(set) var isChanged = false
    let mostCalls: Int?

    init(_ record: LimitRecord, mostCalls: Int?, now: Date) {
        self.mostCalls = mostCalls
        for hold in record.holds where hold.until > now {
            let latest = now.addingTimeInterval(Self.longestHold)
            holds[hold.key] = Hold(
                until: min(hold.until, latest),
                isHard: hold.isHard,
                isFresh: false
            )
        }
        earlier = record.counts
        unknownUntil = record.unknownUntil.map { min($0, now) }.flatMap { until in
            until.addingTimeInterval(Self.longestHold) > now ? until : nil
        }
    }

    /// Calls before it may have been any number.
    private let unknownUntil: Date?

    /// What is kept of budgets that nobody has called on yet.
    private var earlier: [LimitRecord.Count]

    // MARK: Asking

    /// Why this many calls must wait; `nil` where they may go.
    ///
    /// Budgets of a span no longer than `patience`, in seconds, are not looked at: a run that waits
    /// keeps to them as it goes.
    mutating func objection(
        _ party: LimitParty,
        calls count: Int,
        _ priority: CallPriority,
        patience: Double = -1,
        at now: Date
    ) -> Deferral? {
        if let mostCalls, calls + count > mostCalls {
            return Deferral(.run(calls: mostCalls), key: nil, until: nil)
        }
        if let held = hold(party, priority, at: now) { return held }
        if traffic[party.app]?.isFull(priority) ?? false {
            let soon = now.addingTimeInterval(Self.shortWait)
            return Deferral(.held, key: party.app, until: soon)
        }
        for budget in party.budgets where Double(budget.seconds) > patience {
            let place = prepare(party, budget)
            guard let known = counts[place], !known.hasRoom(for: count, priority, at: now) else {
                continue
            }
            return Deferral(
                .budget(calls: budget.calls, seconds: budget.seconds),
                key: place.key,
                until: known.free(for: count, priority, at: now)
            )
        }
        return nil
    }

    /// Who has asked to be left alone, where that stops calls of this priority.
    func hold(_ party: LimitParty, _ priority: CallPriority, at now: Date) -> Deferral? {
        let applying = [party.app, party.account].compactMap { key -> (LimitKey, Date)? in
            guard let hold = holds[key], hold.until > now else { return nil }
            let stops = hold.isHard ? hold.isFresh || priority < .urgent : priority == .data
            return stops ? (key, hold.until) : nil
        }
        return applying.max { $0.1 < $1.1 }.map { Deferral(.held, key: $0.0, until: $0.1) }
    }

    /// Counts calls that begin now.
    mutating func take(_ party: LimitParty, calls count: Int, at now: Date) {
        calls += count
        isChanged = true
        for budget in party.budgets { counts[prepare(party, budget)]?.add(count, at: now) }
    }

    /// Takes back calls that were counted and not made.
    mutating func giveBack(_ party: LimitParty, calls count: Int) {
        calls -= count
        for budget in party.budgets { counts[prepare(party, budget)]?.giveBack(count) }
    }

    /// A call is under way from now on.
    mutating func begin(_ party: LimitParty) {
        traffic[party.app, default: AppTraffic()].begin()
    }

    /// How many calls to a party's app have begun.
    func begun(_ party: LimitParty) -> Int { traffic[party.app]?.begun ?? 0 }

    mutating func end(_ party: LimitParty) {
        traffic[party.app]?.end()
    }

    /// Foresees calls, for what is written down before the first of them.
    mutating func plan(_ party: LimitParty, calls count: Int) {
        for budget in party.budgets { counts[prepare(party, budget)]?.planned += count }
    }

    /// Whether calls were made that the record on disk does not cover; it is to be written then.
    mutating func needsKeeping(_ party: LimitParty, beyond seconds: Double, at now: Date) -> Bool {
        var needs = false
        for budget in party.budgets where budget.scope == .app {
            let place = prepare(party, budget)
            guard counts[place]?.needsLease(at: now, beyond: seconds) == true else { continue }
            counts[place]?.extendLease(at: now)
            needs = true
        }
        return needs
    }

    private mutating func prepare(_ party: LimitParty, _ budget: LimitBudget) -> Place {
        let place = Place(key: party.key(budget.scope), seconds: budget.seconds)
        if counts[place] == nil {
            let uses = earlier.first { $0.key == place.key && $0.seconds == place.seconds }?.uses
            counts[place] = CallCount(place.key, budget, (uses ?? []) + unknown(place, budget))
            earlier.removeAll { $0.key == place.key && $0.seconds == place.seconds }
        }
        return place
    }

    /// What may have been called when nobody could count: all that data and routine may use, so that
    /// they wait for one span, and what can't wait does not.
    private func unknown(_ place: Place, _ budget: LimitBudget) -> [LimitRecord.Use] {
        guard let unknownUntil, place.key.account == nil else { return [] }
        let calls = Int((Double(budget.calls) * CallPriority.renewal.share).rounded(.down))
        return [LimitRecord.Use(run: "unknown", until: unknownUntil, calls: max(1, calls))]
    }

    // MARK: Hearing

    /// A call was refused by a limit; the provider is left alone once it limits one after the other.
    mutating func noteLimited(_ party: LimitParty, retryAt: Date?, at now: Date) {
        if let retryAt, retryAt > now {
            let latest = now.addingTimeInterval(Self.longestHold)
            holds[party.account] = Hold(
                until: min(retryAt, latest),
                isHard: true,
                isFresh: true,
                isKept: false
            )
        }
        limited[party.app, default: []].insert(party.account)
        guard limited[party.app, default: []].count >= Self.limitedInARow else { return }
        let end = retryAt ?? now.addingTimeInterval(Self.unhintedHold)
        hold(party.app, until: end, isHard: true, at: now)
    }

    mutating func noteSuccess(_ party: LimitParty) {
        limited[party.app] = nil
    }

    /// Takes what an answer told to a call before which `number` had begun.
    mutating func note(
        _ notice: LimitNotice,
        _ party: LimitParty,
        after number: Int,
        at now: Date
    ) {
        for (part, scope) in [
            (notice.app, RateLimitDefinition.Scope.app), (notice.account, .account),
        ] {
            let budgets = party.budgets.filter { $0.scope == scope }
            for (budget, used) in zip(budgets, part.used) {
                counts[prepare(party, budget)]?.raise(to: used, at: now)
            }
            let size = budgets.count == 1 ? budgets.first.map { Double($0.calls) } : nil
            if scope == .app, let remaining = part.remaining {
                traffic[party.app, default: AppTraffic()]
                    .note(remaining: remaining, of: part.limit ?? size ?? 0, after: number)
            }
            guard let usage = part.usage(of: size), usage >= CallPriority.data.share else {
                continue
            }
            let end = part.reset ?? now.addingTimeInterval(Self.unhintedRest)
            hold(party.key(scope), until: end, isHard: usage >= 1, at: now)
        }
    }

    private mutating func hold(_ key: LimitKey, until end: Date, isHard: Bool, at now: Date) {
        let end = min(end, now.addingTimeInterval(Self.longestHold))
        guard end > now else { return }
        isChanged = true
        guard let known = holds[key], known.until > now else {
            holds[key] = Hold(until: end, isHard: isHard, isFresh: true)
            return
        }
        holds[key] = Hold(
            until: max(known.until, end),
            isHard: known.isHard || isHard,
            isFresh: true
        )
    }

    /// Whether nothing bounds this party's calls now.
    func isFree(_ party: LimitParty) -> Bool {
        mostCalls == nil && party.budgets.isEmpty && holds[party.app] == nil
            && holds[party.account] == nil
    }

    /// Providers of which somebody has to be left alone.
    var heldProviders: Set<String> { Set(holds.keys.map(\.provider)) }

    // MARK: Keeping

    /// What the next run is to know; `run` is this run's name.
    func record(run: String, at now: Date, isOpen: Bool) -> LimitRecord {
        let untouched = earlier.filter { $0.used(at: now) > 0 }
        let counted = counts.values.compactMap { $0.kept(run: run, at: now, isOpen: isOpen) }
            .map { count in
                // Told by `unknownUntil`, once for all budgets.
                var count = count
                count.uses.removeAll { $0.run == "unknown" }
                return count
            }.filter { !$0.uses.isEmpty }
        let held = holds.filter { $0.value.isKept && $0.value.until > now }.map {
            LimitHold(key: $0.key, until: $0.value.until, isHard: $0.value.isHard)
        }
        return LimitRecord().union(
            LimitRecord(counts: untouched + counted, holds: held, unknownUntil: unknownUntil)
        )
    }
}
