import FoundationEssentials
import Pipeline
import Vault

extension PipelineRun {
    /// Those of the steady users who may be read as soon as their files are open.
    ///
    /// All plans need to be known only where a limit is shared out among them, or tokens come first.
    func readableEarly(
        _ wanted: [UserID],
        _ steady: Set<UserID>,
        _ memory: RunMemory,
        _ limits: LimitState
    ) -> Set<UserID> {
        guard limits.mostCalls == nil, !steady.isEmpty else { return [] }
        var early = steady.intersection(wanted)
        let bounded = pipelines.values.filter { !$0.rateLimits.budgets.isEmpty }.map(\.provider)
        let shared = limits.heldProviders.union(bounded)
        guard !shared.isEmpty else { return early }
        for key in memory.records.keys where shared.contains(key.provider) {
            early.remove(key.user)
        }
        return early
    }

    /// Reads what is due, whoever has waited longest first; users who have nothing to spend are opened
    /// while others are read.
    ///
    /// - Parameters:
    ///   - runs: Of those who have begun, in the order of users; the others' come in between.
    ///   - users: Those who have not, in their order.
    ///   - opening: What opens them.
    ///   - share: What all of them share.
    ///   - closed: Takes in files that can't be opened.
    ///   - end: Called once a user has been read and every file is open.
    /// - Returns: Those among `users` of whom more is due than to be read: not read yet.
    func read(
        _ runs: inout [UserRun],
        opening users: [UserID],
        _ opening: UserOpening,
        _ share: RunShare,
        _ closed: inout [RunReport.ClosedFile],
        then end: @escaping @Sendable (inout UserRun) -> Void
    ) async -> [UserRun] {
        let turns = Self.turns(consume runs, users)
        runs = []
        let waiting = users.isEmpty ? [:] : opening.urgencies(of: Set(users))
        let order = Self.order(of: turns) { turn -> UserRun.Urgency in
            switch turn {
            case .begun(let run): run.dataUrgency
            case .unopened(let user): waiting[user] ?? .none
            default: .none
            }
        }
        let limits = share.limits.trial
        let reading = ReadingPhase(
            width: width,
            progress: { done in progress(.data, done, order.count) },
            open: { user in
                // Even where the run has been stopped: it says of everybody who was not reached.
                do throws(RunReport.ClosedFile) {
                    guard let opened = try await opening.open(user) else { return .over }
                    let run = UserRun(opened, share)
                    return run.isOnlyRead(within: limits) ? .begun(run) : .late(run)
                } catch {
                    return .closed(error)
                }
            },
            read: { run in
                var run = run
                await run.data()
                return run
            },
            search: { run in
                var run = run
                run.leaveOutSecrets()
                return run
            },
            end: { run in
                var run = run
                end(&run)
                return run
            }
        )
        var late: [UserRun] = []
        for turn in await reading.take(consume turns, in: order) {
            switch turn {
            case .begun(let run): runs.append(run)
            case .late(let run): late.append(run)
            case .closed(let file): closed.append(file)
            case .unopened, .over: break
            }
        }
        return late
    }

    /// Both in one list, in the order of users.
    private static func turns(
        _ runs: consuming [UserRun],
        _ users: [UserID]
    ) -> [ReadingPhase.Turn] {
        var turns: [ReadingPhase.Turn] = []
        turns.reserveCapacity(runs.count + users.count)
        var next = users.startIndex
        for run in runs {
            while next < users.endIndex, users[next] < run.user {
                turns.append(.unopened(users[next]))
                next += 1
            }
            turns.append(.begun(run))
        }
        return turns + users[next...].map(ReadingPhase.Turn.unopened)
    }
}
