import FoundationEssentials
import Pipeline
import Vault

extension PipelineRun {
    /// Puts off what the limits leave no room for, and writes down what is going to be called.
    func ration(_ runs: inout [UserRun], _ limits: LimitBook, _ now: Date) {
        let state = limits.trial
        // Seldom needed: all works in one list are the memory of the run once more.
        if !Rationing.isNeedless(runs.lazy.flatMap(\.works), state) {
            var works = runs.flatMap(\.works)
            ration(&works, state, now)
            var next = works.startIndex
            for index in runs.indices {
                let end = next + runs[index].works.count
                runs[index].works = Array(works[next..<end])
                next = end
            }
        }
        limits.plan(
            runs.flatMap { run in
                run.works.compactMap { work in work.party.map { ($0, work.plan.calls) } }
            },
            at: now
        )
    }

    /// Puts off what has no room; the order of `works` stays.
    func ration(_ works: inout [ConnectionWork], _ state: LimitState, _ now: Date) {
        guard !Rationing.isNeedless(works, state) else { return }
        let pressed = works.indices.sorted { left, right in
            let (first, second) = (works[left].plan, works[right].plan)
            let (soon, late) = (first.nextTokenAction, second.nextTokenAction)
            return (soon ?? .distantPast, first.key) < (late ?? .distantPast, second.key)
        }
        let reading = works.indices.sorted { left, right in
            let (first, second) = (works[left], works[right])
            let isFirstMissed = first.before?.stale?.reason == .notReached
            let isSecondMissed = second.before?.stale?.reason == .notReached
            guard isFirstMissed == isSecondMissed else { return isFirstMissed }
            return (first.waitingSince, first.plan.key) < (second.waitingSince, second.plan.key)
        }
        var rationing = Rationing(state, patience: surroundings.patience.longest, now: now)
        rationing.putOff(&works, pressed: pressed, reading: reading)
    }

    /// Through when a provider's data is read, where a limit has left some of it unread: the next
    /// run goes on from there, and nobody is read twice or forgotten.
    func behind(
        _ runs: [UserRun],
        _ memory: RunMemory,
        _ selection: Selection
    ) -> [String: Date] {
        // What a part was read for, or until a stop, says nothing of the rest.
        guard selection.isEverything, control.stopped == nil else { return memory.behind }
        var behind: [String: Date] = [:]
        for index in runs.indices {
            for work in runs[index].works {
                guard let due = work.plan.dataDue, work.isUnread else { continue }
                let provider = work.connection.provider
                let before = due.addingTimeInterval(-1)
                behind[provider] = min(behind[provider] ?? before, before)
            }
        }
        return behind
    }
}
