import FoundationEssentials
import Pipeline

/// Decides which of the work that is due a run has room for.
///
/// Pure: tokens before data, the urgent before routine, and of the data what has waited longest. A
/// connection is read whole or not at all; once one has no room, nobody behind it goes first.
struct Rationing {
    private struct Place: Hashable {
        let key: LimitKey?
        let isData: Bool
    }

    private var state: LimitState
    private let now: Date
    /// Seconds for which a run waits: shorter budgets it keeps to as it goes.
    private let patience: Double
    private var spent: [Place: Deferral] = [:]

    init(_ state: LimitState, patience: Double, now: Date) {
        self.state = state
        self.patience = patience
        self.now = now
    }

    /// Whether nothing bounds the calls of any of these.
    static func isNeedless(_ works: some Sequence<ConnectionWork>, _ state: LimitState) -> Bool {
        works.allSatisfy { $0.party.map(state.isFree) ?? true }
    }

    /// Puts off what has no room: `pressed` are the indices in the order in which tokens are due,
    /// `reading` in the order in which data has waited.
    mutating func putOff(_ works: inout [ConnectionWork], pressed: [Int], reading: [Int]) {
        for priority in [CallPriority.urgent, .renewal] {
            for index in pressed
            where works[index].tokenAction != nil && works[index].tokenPriority == priority {
                let plan = works[index].plan
                ask(&works[index], calls: plan.calls - plan.dataCalls, priority)
            }
        }
        for index in reading where works[index].plan.dataCalls > 0 {
            ask(&works[index], calls: works[index].plan.dataCalls, .data)
        }
    }

    private mutating func ask(_ work: inout ConnectionWork, calls: Int, _ priority: CallPriority) {
        guard calls > 0, let party = work.party else { return }
        let isData = priority == .data
        let keys = [party.app, party.account, nil]
        let known = keys.compactMap { spent[Place(key: $0, isData: isData)] }.first
        let objection =
            known
            ?? state.objection(party, calls: calls, priority, patience: patience, at: now)
        guard let objection else {
            state.take(party, calls: calls, at: now)
            return
        }
        spent[Place(key: objection.key, isData: isData)] = objection
        work.plan.putOff(isData: isData, objection)
        work.deferral = objection
    }
}
