package import FoundationEssentials
import Pipeline
import Synchronization
import Vault

/// Tells a provider's fault from the end of grants: many people's do not end in one run.
///
/// Counted are people, not connections, and only refusals that nothing foretold: not a consent that
/// has run out, not the second look at what was refused before. A burst that lasts is believed in
/// the end.
final class RefusalWatch: Sendable {
    /// Fewer people than this are no burst.
    static let fewest = 5

    /// Seconds after which what a burst says is believed: from then on two looks condemn, as ever.
    static let believedAfter: Double = 3 * 86_400

    /// Who speaks: a token endpoint may be broken where the data behind it is well.
    enum Endpoint: Hashable {
        case tokens, data
    }

    private struct Place: Hashable {
        var provider: String
        var endpoint: Endpoint
    }

    private struct Tally {
        var refused: Set<UserID> = []
        var accepted: Set<UserID> = []
    }

    private let tallies = Mutex<[Place: Tally]>([:])
    /// Providers whose burst has lasted.
    private let believed: Set<String>

    init(_ memory: RunMemory, now: Date) {
        believed = Set(
            memory.records.values.filter { $0.isBelievedBurst(at: now) }.map(\.key.provider)
        )
    }

    func noteRefusal(of user: UserID, at provider: String, _ endpoint: Endpoint) {
        let place = Place(provider: provider, endpoint: endpoint)
        tallies.withLock { _ = $0[place, default: Tally()].refused.insert(user) }
    }

    func noteSuccess(of user: UserID, at provider: String, _ endpoint: Endpoint) {
        let place = Place(provider: provider, endpoint: endpoint)
        tallies.withLock { _ = $0[place, default: Tally()].accepted.insert(user) }
    }

    /// How many people's grants the provider refuses, where that is a burst: at least five, and at
    /// least half of all that were tried there; `nil` where it is none.
    func burst(at provider: String, _ endpoint: Endpoint) -> Int? {
        let place = Place(provider: provider, endpoint: endpoint)
        return tallies.withLock { $0[place] }.flatMap { burst($0, at: provider) }
    }

    /// One sentence for each provider in a burst, however many connections it refused.
    func sentences() -> [String] {
        var people: [String: Int] = [:]
        for (place, tally) in tallies.withLock({ $0 }) {
            guard let count = burst(tally, at: place.provider) else { continue }
            people[place.provider] = max(people[place.provider] ?? 0, count)
        }
        return people.sorted { $0.key < $1.key }.map { provider, people in
            "\(provider) refused the grants of \(people) people at once, which looks like a "
                + "fault of its own: none is called dead, and the other refreshes wait for the "
                + "next run; what lasts for 3 days is believed"
        }
    }

    private func burst(_ tally: Tally, at provider: String) -> Int? {
        guard !believed.contains(provider) else { return nil }
        let tried = tally.refused.union(tally.accepted).count
        let refused = tally.refused.count
        return refused >= Self.fewest && refused * 2 >= tried ? refused : nil
    }
}

extension ConnectionRecord {
    /// Whether a burst of refusals has lasted so long that it is taken for the truth.
    package func isBelievedBurst(at now: Date) -> Bool {
        reason == .refusalBurst && now.timeIntervalSince(since) >= RefusalWatch.believedAfter
    }
}
