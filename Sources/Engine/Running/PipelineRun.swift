import Documents
import FoundationEssentials
package import Pipeline
package import Vault

/// A run: plan, then tokens, then data.
///
/// Deciding is the planner's; this only does.
///
/// `users` → `StoredUserFile`s → `ConnectionPlan`s → tokens made durable → data read →
/// `RunReport`, in the order of users, whatever finishes first.
package struct PipelineRun: Sendable {
    package let surroundings: Surroundings
    package let pipelines: [String: PipelineDefinition]
    /// Providers whose pipeline file has errors.
    package let brokenProviders: Set<String>
    package let control: RunControl
    /// Users worked on at the same time.
    package let width: Int
    /// Connections whose code was over before this run could take it: told where there is no grant.
    package var lapsed: Set<ConnectionKey> = []
    /// Called after each user of each phase, with how many are done of how many.
    package let progress: @Sendable (RunPhase, Int, Int) -> Void

    package init(
        _ surroundings: Surroundings,
        pipelines: [String: PipelineDefinition],
        brokenProviders: Set<String>,
        control: RunControl,
        width: Int,
        progress: @escaping @Sendable (RunPhase, Int, Int) -> Void
    ) {
        self.surroundings = surroundings
        self.pipelines = pipelines
        self.brokenProviders = brokenProviders
        self.control = control
        self.width = max(1, width)
        self.progress = progress
    }

    /// - Parameters:
    ///   - selection: Which connections to work on.
    ///   - memory: What the previous run knew.
    ///   - everything: True to read data that is not due.
    ///   - spendsOlder: True to spend what files hold that have gone back behind an earlier run.
    ///   - mostCalls: Calls the run may make in all; `nil` without an end.
    ///   - known: Everybody who has a file, sorted; `nil` where nobody has looked yet.
    ///   - quiet: Whom it need not look at.
    ///   - steady: Of whom only data can have come due.
    /// - Throws: Only where the vault as a whole can't be used.
    /// - Returns: What was done, in the order of users.
    package func run(
        _ selection: Selection,
        memory: RunMemory,
        everything: Bool,
        spendsOlder: Bool = false,
        mostCalls: Int? = nil,
        over known: [UserID]? = nil,
        passingOver quiet: QuietUsers = QuietUsers(),
        steady: Set<UserID> = []
    ) async throws(VaultError) -> RunReport {
        let started = surroundings.now()
        let planner = planner(memory, started, everything, spendsOlder)
        let limits = LimitBook(
            memory.limits,
            mostCalls: mostCalls,
            patience: surroundings.patience,
            now: started,
            keep: surroundings.keepLimits
        )
        let users = if let known { known } else { try surroundings.vault.users() }
        let journal = surroundings.vault.intentJournal()
        let leftOver = journal.leftOver()
        let clock = ClockWatch(surroundings.transport, now: surroundings.now, memory.clockSkew)
        var watched = surroundings
        watched.transport = clock
        let share = RunShare(
            surroundings: watched,
            refusals: RefusalWatch(memory, now: started),
            window: SpendingWindow(saves: surroundings.vault.savesAtOnce),
            journal: journal,
            leftOver: leftOver,
            control: control,
            limits: limits,
            clock: clock
        )
        let opening = UserOpening(
            surroundings: surroundings,
            pipelines: pipelines,
            selection: selection,
            memory: Doubt.cast(leftOver.intents, on: memory),
            planner: planner,
            leftOver: leftOver
        )
        let wanted = users.filter { selection.includes($0) && !quiet.users.contains($0) }
        let early = readableEarly(wanted, steady, memory, limits.trial)
        var closed: [RunReport.ClosedFile] = []
        var runs = await open(wanted.filter { !early.contains($0) }, opening, &closed)
            .map { UserRun($0, share) }
        if early.isEmpty { surroundings.vault.restPack() }
        ration(&runs, limits, started)
        var warnings = keepDamaged(share)
        surroundings.passing(.planned)
        var unsecured: [String] = []
        await renew(&runs, share, &warnings, &unsecured)
        let update = RecordUpdate(now: started, brokenProviders: brokenProviders, lapsed: lapsed)
        // A run over a part does not speak of the rest.
        let isWhole = selection.isEverything
        let endEarly: @Sendable (inout UserRun) -> Void = { run in
            var update = update
            update.now = run.surroundings.now()
            update.clockSkew = run.share.clock.known
            run.endEarly(update, isWhole ? quietLook(planner, started, update.now) : nil)
        }
        var late = await read(
            &runs,
            opening: wanted.filter(early.contains),
            opening,
            share,
            &closed,
            then: endEarly
        )
        surroundings.vault.restPack()
        if !late.isEmpty {
            ration(&late, limits, started)
            await renew(&late, share, &warnings, &unsecured)
            _ = await read(&late, opening: [], opening, share, &closed, then: endEarly)
            runs = (runs + late).sorted { $0.user < $1.user }
        }
        await secondRound(&runs, share, &unsecured)
        surroundings.passing(.dataRead)
        for index in runs.indices {
            runs[index].pardon()
            runs[index].excuseEarlyRenewals()
        }
        warnings += share.refusals.sentences()
        let skew = ClockSkew(measured: clock.skew)
        warnings += [skew?.warning].compactMap(\.self)
        let ended = surroundings.now()
        let last = RecordUpdate(
            now: ended,
            brokenProviders: brokenProviders,
            isClockWrong: skew != nil,
            clockSkew: clock.known,
            lapsed: lapsed
        )
        // Only a run that read all that was due speaks of when data is due next.
        let isCertain = isWhole && control.stopped == nil && clock.known == nil
        let behind = behind(runs, memory, selection)
        let diagnostics = setupDiagnostics(runs)
        let openIntents = openIntents(runs, share, among: users)
        let look = isCertain ? quietLook(planner, started, ended, behind) : nil
        let (told, next) = tell(&runs, last, look)
        return RunReport(
            startedAt: started,
            endedAt: ended,
            entries: entries(told, quiet),
            closedFiles: closed.sorted { $0.user < $1.user },
            users: users.map(\.text),
            diagnostics: diagnostics,
            warnings: warnings,
            unsecured: unsecured.first,
            stopped: control.stopped,
            isPartial: !selection.isEverything,
            clockSkew: skew,
            didMeasureClock: clock.skew != nil,
            openIntents: openIntents,
            calls: limits.calls,
            unchanged: surroundings.answers?.unchanged ?? 0,
            limits: limits.record(at: ended),
            hasKeptLimits: limits.hasKept,
            behind: behind,
            passedOver: quiet,
            quiet: next
        )
    }

    private func quietLook(
        _ planner: Planner,
        _ started: Date,
        _ ended: Date,
        _ behind: [String: Date] = [:]
    ) -> QuietLook {
        QuietLook(
            started: started,
            ended: ended,
            behind: behind,
            longestGap: planner.longestGap,
            brokenProviders: brokenProviders
        )
    }

    /// Users whose part is told and let go at a time, so that the run does not hold all of them twice.
    private static let part = 1024

    /// Tells what was done with each user, and of whom nothing is due now; what they held is let go.
    private func tell(
        _ runs: inout [UserRun],
        _ last: RecordUpdate,
        _ look: QuietLook?
    ) -> (told: [RunReport.Entry], quiet: [QuietUser]) {
        var (told, quiet): ([RunReport.Entry], [QuietUser]) = ([], [])
        told.reserveCapacity(runs.count)
        for start in stride(from: 0, to: runs.count, by: Self.part) {
            let range = start..<min(start + Self.part, runs.count)
            let left = range.filter { !runs[$0].hasLetGo }
            var ends = left.map { runs[$0] }.parallelMap { $0.end(last, look) }[...]
            for index in range {
                let end = runs[index].hasLetGo ? runs[index].end(last, look) : ends.removeFirst()
                told += end.entries
                if let user = end.quiet { quiet.append(user) }
                runs[index].letGo()
            }
        }
        return (told, quiet)
    }

    /// All entries in one list, with those of whom the run passed over in their places.
    private func entries(
        _ told: [RunReport.Entry],
        _ quiet: QuietUsers
    ) -> [RunReport.Entry] {
        guard !quiet.records.isEmpty else { return told }
        // By their keys alone, for an entry is much to move.
        let keys =
            told.indices.map { told[$0].record.key }
            + quiet.records.indices.map {
                quiet.records[$0].key
            }
        return keys.indices.sorted { keys[$0] < keys[$1] }.map { index in
            index < told.count
                ? told[index] : RunReport.Entry(passingOver: quiet.records[index - told.count])
        }
    }

    /// What a run would do: the same plans, and nothing done.
    package func plan(
        _ selection: Selection,
        memory: RunMemory,
        everything: Bool,
        spendsOlder: Bool = false,
        mostCalls: Int? = nil
    ) async throws(VaultError) -> (plans: [ConnectionPlan], closed: [RunReport.ClosedFile]) {
        let leftOver = surroundings.vault.intentJournal().leftOver()
        let now = surroundings.now()
        let opening = UserOpening(
            surroundings: surroundings,
            pipelines: pipelines,
            selection: selection,
            memory: Doubt.cast(leftOver.intents, on: memory),
            planner: planner(memory, now, everything, spendsOlder),
            leftOver: leftOver
        )
        let users = try surroundings.vault.users().filter(selection.includes)
        var closed: [RunReport.ClosedFile] = []
        var works = await open(users, opening, &closed)
            .flatMap { $0.works.filter { $0.plan.rest != .notSelected } }
        let state = LimitState(memory.limits, mostCalls: mostCalls, now: now)
        ration(&works, state, now)
        return (works.map(\.plan), closed)
    }

    private func planner(
        _ memory: RunMemory,
        _ now: Date,
        _ everything: Bool,
        _ spendsOlder: Bool
    ) -> Planner {
        Planner(
            now: now,
            previousRun: memory.dataThrough,
            everything: everything,
            longestGap: memory.runs.past(now).rhythm?.longest,
            spendsOlder: spendsOlder,
            behind: memory.behind,
            limits: memory.limits,
            clockSkew: memory.clockSkew
        )
    }

    /// Missing environment variables, once each, at their places in the pipeline files.
    private func setupDiagnostics(_ runs: [UserRun]) -> [Diagnostic] {
        var found: Set<Diagnostic> = []
        for index in runs.indices {
            for work in runs[index].works where work.failure?.reason == .appUnconfigured {
                guard let pipeline = work.pipeline else { continue }
                do {
                    _ = try TemplateValues(
                        pipeline,
                        parameters: work.connection.parameters,
                        overrides: surroundings.overrides,
                        environment: surroundings.environment
                    )
                } catch {
                    if let diagnostic = error.diagnostic { found.insert(diagnostic) }
                }
            }
        }
        return found.sorted { $0.location < $1.location }
    }
}
