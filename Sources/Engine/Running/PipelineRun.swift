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
    /// - Throws: Only where the vault as a whole can't be used.
    /// - Returns: What was done, in the order of users.
    package func run(
        _ selection: Selection,
        memory: RunMemory,
        everything: Bool
    ) async throws(VaultError) -> RunReport {
        let started = surroundings.now()
        let planner = Planner(now: started, previousRun: memory.dataThrough, everything: everything)
        let users = try surroundings.vault.users()
        let opened = await open(users.filter(selection.includes))
        var closed: [RunReport.ClosedFile] = []
        var runs: [UserRun] = []
        let gate = ProviderGate()
        let spending = SpendingStop()
        let journal = surroundings.vault.intentJournal()
        let leftOver = journal.leftOver()
        let memory = Doubt.cast(leftOver, on: memory)
        for (user, result) in opened {
            switch result {
            case .success(let stored):
                let works = works(user, stored, selection, memory, planner)
                runs.append(
                    UserRun(
                        user: user,
                        surroundings: surroundings,
                        gate: gate,
                        spending: spending,
                        journal: journal,
                        control: control,
                        stored: stored,
                        works: works
                    )
                )
            case .failure(let error):
                closed.append(closedFile(user, error, memory))
            }
        }
        // Whoever is most pressed goes first: a deadline must not always cut off the same people.
        runs.sort { $0.urgency < $1.urgency }
        let warnings = await preflight(runs, spending)
        surroundings.passing(.planned)
        let spends = runs.contains { $0.works.contains { $0.tokenAction != nil } }
        begin(runs, journal, over: leftOver, spending)
        if spends { await secureIntents(spending) }
        runs = await phase(.tokens, runs) { (run: inout UserRun) in await run.tokens() }
        let unsecured = spends ? await secureTokens() : nil
        runs = await phase(.data, runs) { (run: inout UserRun) in await run.data() }
        surroundings.passing(.dataRead)
        runs.sort { $0.user < $1.user }
        journal.settle(leaving: leftOver.filter { !isSettled($0, runs, among: users) })
        surroundings.passing(.settled)
        let ended = surroundings.now()
        var entries: [RunReport.Entry] = []
        for run in runs {
            for work in run.works {
                entries.append(
                    RecordUpdate(now: ended, brokenProviders: brokenProviders).entry(run.user, work)
                )
            }
        }
        return RunReport(
            startedAt: started,
            endedAt: ended,
            entries: entries,
            closedFiles: closed,
            users: users.map(\.text),
            diagnostics: setupDiagnostics(runs),
            warnings: warnings,
            unsecured: unsecured,
            stopped: control.stopped,
            isPartial: !selection.isEverything
        )
    }

    /// Writes down, as one record, every refresh token this run is about to spend, with what an
    /// earlier run left: this one may not get to look at it.
    private func begin(
        _ runs: [UserRun],
        _ journal: IntentJournal,
        over leftOver: [Intent],
        _ spending: SpendingStop
    ) {
        let intents = runs.flatMap { $0.intents() }
        let older = leftOver.filter { old in
            !intents.contains { $0.credentialHash == old.credentialHash }
        }
        do {
            try journal.begin(older + intents)
        } catch {
            spending.note(error.sentence)
        }
    }

    private func secureIntents(_ spending: SpendingStop) async {
        surroundings.passing(.intentsOnDisk)
        do {
            try await surroundings.durability.secureIntents()
            surroundings.passing(.intentsSecured)
        } catch {
            spending.note(error.sentence)
        }
    }

    /// Why the new tokens may not outlive this machine; `nil` where they do.
    private func secureTokens() async -> String? {
        do {
            try await surroundings.durability.secureTokens()
            surroundings.passing(.tokensSecured)
            return nil
        } catch {
            return error.sentence
        }
    }

    /// Whether nothing is left to find out of what an earlier run left open.
    private func isSettled(_ intent: Intent, _ runs: [UserRun], among users: [UserID]) -> Bool {
        // An empty vault is more likely a broken checkout than the end of everybody.
        guard users.contains(intent.user) else { return !users.isEmpty }
        guard let run = runs.first(where: { $0.user == intent.user }) else { return false }
        let work = run.works.first {
            $0.connection.provider == intent.provider && $0.connection.label == intent.label
        }
        guard let work else { return true }
        return work.didTryRefresh || work.connection.generation > intent.generation
            || work.plan.rest == .needsReconnect
    }

    /// What a run would do: the same plans, and nothing done.
    package func plan(
        _ selection: Selection,
        memory: RunMemory,
        everything: Bool
    ) async throws(VaultError) -> (plans: [ConnectionPlan], closed: [RunReport.ClosedFile]) {
        let memory = Doubt.cast(surroundings.vault.intentJournal().leftOver(), on: memory)
        let planner = Planner(
            now: surroundings.now(),
            previousRun: memory.dataThrough,
            everything: everything
        )
        let users = try surroundings.vault.users()
        var plans: [ConnectionPlan] = []
        var closed: [RunReport.ClosedFile] = []
        for (user, result) in await open(users.filter(selection.includes)) {
            switch result {
            case .success(let stored):
                plans += works(user, stored, selection, memory, planner).map(\.plan).filter {
                    $0.rest != .notSelected
                }
            case .failure(let error):
                closed.append(closedFile(user, error, memory))
            }
        }
        return (plans, closed)
    }

    private func works(
        _ user: UserID,
        _ stored: StoredUserFile,
        _ selection: Selection,
        _ memory: RunMemory,
        _ planner: Planner
    ) -> [ConnectionWork] {
        stored.file.connections.map { connection in
            let key = ConnectionKey(user, connection)
            surroundings.ledger.hold(connection)
            let pipeline = pipelines[connection.provider]
            let before = memory.records[key]
            let plan =
                selection.includes(key)
                ? planner.plan(user, connection, pipeline, before) : .notSelected(key)
            return ConnectionWork(
                plan: plan,
                pipeline: pipeline,
                before: before,
                connection: connection
            )
        }
    }

    /// Proves, before anything is spent, that what it brings can be kept.
    private func preflight(_ runs: [UserRun], _ spending: SpendingStop) async -> [String] {
        guard runs.contains(where: { $0.works.contains { $0.tokenAction != nil } }) else {
            return []
        }
        do {
            return try await surroundings.vault.proveRecipients(now: surroundings.now())
                .map(\.sentence)
        } catch {
            spending.note(error.sentence)
            return []
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
