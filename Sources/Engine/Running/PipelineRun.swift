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
    ///   - quiet: Whom it need not look at.
    /// - Throws: Only where the vault as a whole can't be used.
    /// - Returns: What was done, in the order of users.
    package func run(
        _ selection: Selection,
        memory: RunMemory,
        everything: Bool,
        spendsOlder: Bool = false,
        mostCalls: Int? = nil,
        passingOver quiet: QuietUsers = QuietUsers()
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
        let users = try surroundings.vault.users()
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
        let memory = Doubt.cast(leftOver.intents, on: memory)
        let wanted = users.filter { selection.includes($0) && !quiet.users.contains($0) }
        var (runs, closed) = begin(await open(wanted), share, memory) { user, stored in
            works(user, stored, selection, memory, planner, leftOver)
        }
        surroundings.vault.restPack()
        // Whoever is most pressed goes first: a deadline must not always cut off the same people.
        runs = ordered(runs, by: \.urgency)
        ration(&runs, limits, started)
        var warnings = keepDamaged(share)
        surroundings.passing(.planned)
        var unsecured: [String] = []
        let due = runs.count { $0.works.contains { $0.tokenAction != nil } }
        if due > 0 {
            warnings += await preflight(share, changes: due)
            await begin(runs.flatMap { $0.intents() }, of: runs, share)
        }
        let maySpend = share.spending.failure(step: "") == nil
        if runs.contains(where: \.hasTokenWork) {
            await phase(.tokens, &runs) { (run: inout UserRun) in await run.tokens() }
        }
        // Where the intents could not be secured nothing was won, and a remote that has just
        // refused is not asked again.
        if due > 0, maySpend { unsecured += await secureTokens() }
        runs = ordered(runs, by: \.dataUrgency)
        let update = RecordUpdate(now: started, brokenProviders: brokenProviders, lapsed: lapsed)
        // A run over a part does not speak of the rest.
        let isWhole = selection.isEverything
        await phase(.data, &runs) { (run: inout UserRun) in
            await run.data()
            var update = update
            update.now = run.surroundings.now()
            update.clockSkew = run.share.clock.known
            let look = isWhole ? quietLook(planner, started, update.now) : nil
            run.end(update, look)
        }
        runs = await secondRound(runs, share, &unsecured)
        surroundings.passing(.dataRead)
        runs.sort { $0.user < $1.user }
        for index in runs.indices {
            runs[index].pardon()
            runs[index].excuseEarlyRenewals()
        }
        warnings += bursts(runs, share)
        if let answers = surroundings.answers {
            for run in runs {
                answers.forget(
                    run.user,
                    but: run.works.map(\.connection).filter { $0.grant != nil }
                )
            }
        }
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
        let (told, next) = end(&runs, last, look)
        return RunReport(
            startedAt: started,
            endedAt: ended,
            entries: entries(told, quiet),
            closedFiles: closed,
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
    private func end(
        _ runs: inout [UserRun],
        _ last: RecordUpdate,
        _ look: QuietLook?
    ) -> (told: [RunReport.Entry], quiet: [QuietUser]) {
        var (told, quiet): ([RunReport.Entry], [QuietUser]) = ([], [])
        told.reserveCapacity(runs.reduce(0) { $0 + $1.works.count })
        for start in stride(from: 0, to: runs.count, by: Self.part) {
            let range = start..<min(start + Self.part, runs.count)
            let ended = Array(runs[range]).parallelMap { run in
                let entries = run.entries(last)
                return (entries, look.flatMap { run.quiet(entries, $0) })
            }
            for index in range { runs[index].letGo() }
            for (entries, user) in ended {
                told += entries
                if let user { quiet.append(user) }
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

    /// Begins each user's part of the run; beside them the files that can't be opened.
    private func begin(
        _ opened: [(UserID, Result<StoredUserFile, VaultError>)],
        _ share: RunShare,
        _ memory: RunMemory,
        _ works: @Sendable (UserID, StoredUserFile) -> [ConnectionWork]
    ) -> (runs: [UserRun], closed: [RunReport.ClosedFile]) {
        let begun = opened.parallelMap { (user, result) in
            result.map { stored in
                UserRun(user: user, share: share, stored: stored, works: works(user, stored))
            }
        }
        var (runs, closed): ([UserRun], [RunReport.ClosedFile]) = ([], [])
        for ((user, _), result) in zip(opened, begun) {
            switch result {
            case .success(let run): runs.append(run)
            case .failure(let error): closed.append(closedFile(user, error, memory))
            }
        }
        return (runs, closed)
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
        let memory = Doubt.cast(leftOver.intents, on: memory)
        let now = surroundings.now()
        let planner = planner(memory, now, everything, spendsOlder)
        let users = try surroundings.vault.users()
        var works: [ConnectionWork] = []
        var closed: [RunReport.ClosedFile] = []
        for (user, result) in await open(users.filter(selection.includes)) {
            switch result {
            case .success(let stored):
                works += self.works(user, stored, selection, memory, planner, leftOver)
                    .filter { $0.plan.rest != .notSelected }
            case .failure(let error):
                closed.append(closedFile(user, error, memory))
            }
        }
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

    private func works(
        _ user: UserID,
        _ stored: StoredUserFile,
        _ selection: Selection,
        _ memory: RunMemory,
        _ planner: Planner,
        _ leftOver: LeftOverIntents
    ) -> [ConnectionWork] {
        stored.file.connections.map { connection in
            let key = ConnectionKey(user, connection)
            surroundings.ledger.hold(connection)
            let pipeline = pipelines[connection.provider]
            let before = memory.records[key]
            let isSelected = selection.includes(key)
            let doubt = isSelected ? Doubt.sent(connection, of: user, in: leftOver) : nil
            var planned = connection
            if let doubt { planned.pendingCode?.attemptedAt = doubt.at }
            var work = ConnectionWork(
                plan: isSelected
                    ? planner.plan(user, planned, pipeline, before) : .notSelected(key),
                pipeline: pipeline,
                before: before,
                connection: connection
            )
            work.codeInDoubt = doubt
            work.party = pipeline.map { LimitParty(user, connection, $0) }
            return work
        }
    }

    /// One message a provider, however many connections it refused.
    private func bursts(_ runs: [UserRun], _ share: RunShare) -> [String] {
        Set(runs.flatMap { $0.works.map(\.connection.provider) }).sorted().compactMap { provider in
            let people = [.tokens, .data].compactMap { share.refusals.burst(at: provider, $0) }
                .max()
            return people.map { people in
                "\(provider) refused the grants of \(people) people at once, which looks like a "
                    + "fault of its own: none is called dead, and the other refreshes wait for the "
                    + "next run; what lasts for 3 days is believed"
            }
        }
    }

    private func closedFile(
        _ user: UserID,
        _ error: VaultError,
        _ memory: RunMemory
    ) -> RunReport.ClosedFile {
        let isBroken = if case .broken = error { true } else { false }
        let state: ConnectionState = isBroken ? .broken : .locked
        let before = memory.closedFiles[user.text]
        return RunReport.ClosedFile(
            user: user.text,
            state: state,
            reason: isBroken ? .fileBroken : .fileLocked,
            since: before.flatMap { $0.state == state ? $0.since : nil } ?? surroundings.now(),
            detail: error.sentence
        )
    }

    /// Missing environment variables, once each, at their places in the pipeline files.
    private func setupDiagnostics(_ runs: [UserRun]) -> [Diagnostic] {
        var found: Set<Diagnostic> = []
        for run in runs {
            for work in run.works where work.failure?.reason == .appUnconfigured {
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
