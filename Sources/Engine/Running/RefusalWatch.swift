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
        guard !believed.contains(provider), let tally = tallies.withLock({ $0[place] }) else {
            return nil
        }
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
