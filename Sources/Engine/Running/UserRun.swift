import Documents
import FoundationEssentials
import Pipeline
import Transport
import Vault

/// One user's part of a run.
///
/// Only this value writes the user's file, one change after the other.
struct UserRun: Sendable {
    let user: UserID
    let share: RunShare
    var stored: StoredUserFile
    var works: [ConnectionWork]
    /// Where all was done, and nothing that others meet can change what is reported.
    var end: End?
    /// Whether nothing but its end is left of it.
    var hasLetGo = false
    /// Why this user's file takes no more changes: another process has written a newer one.
    var superseded: String?

    init(_ opened: OpenedUser, _ share: RunShare) {
        (user, stored, works) = (opened.user, opened.stored, opened.works)
        self.share = share
    }

    var surroundings: Surroundings { share.surroundings }

    /// Whether `tokens` has anything to do.
    var hasTokenWork: Bool {
        works.contains { $0.codeInDoubt != nil || $0.tokenAction != nil }
    }

    /// Exchanges and refreshes what is due; each new token is durable before the next step.
    mutating func tokens() async {
        for index in works.indices {
            if let intent = works[index].codeInDoubt { await keepDoubt(intent, index) }
            guard works[index].failure == nil, let action = works[index].tokenAction,
                let pipeline = works[index].pipeline
            else { continue }
            await spend(index, pipeline, isCode: action == .exchangeCode)
        }
    }

    /// Takes the one step that may spend something, past everything that speaks against it.
    mutating func spend(_ index: Int, _ pipeline: PipelineDefinition, isCode: Bool) async {
        let isOneTime = isCode || pipeline.refresh?.rotation != .never
        if isOneTime { await share.window.enter() }
        defer { if isOneTime { share.window.leave() } }
        if let failure = await objection(index, pipeline, isCode: isCode) {
            take(failure, index)
            return
        }
        do {
            if isCode {
                try await exchange(index, pipeline)
            } else {
                try await refresh(index, pipeline)
            }
            noteSuccess(index, pipeline, .tokens)
        } catch {
            take(error, index)
            note(error, index, pipeline)
        }
    }

    /// Why nothing of this connection's may be spent now; `nil` where it may.
    private mutating func objection(
        _ index: Int,
        _ pipeline: PipelineDefinition,
        isCode: Bool
    ) async -> Failure? {
        let step = isCode ? "exchange" : "refresh"
        // A code that waits for a better hour is over: it goes out whatever others are told.
        let failure =
            obstacle(gateName(index, pipeline), step: step)
            ?? limitObstacle(index, works[index].tokenPriority, step: step)
            ?? (isCode ? nil : olderFileObstacle(index, step: step) ?? burstObstacle(pipeline))
            ?? spendingObstacle(step: step)
        if let failure { return failure }
        if let failure = await refusal(index, step: step) { return failure }
        return await overtaken(index, step: step)
    }

    /// Who shares a fault: a provider's connections, or one connection's own server or client.
    func gateName(_ index: Int, _ pipeline: PipelineDefinition) -> String {
        let given = works[index].connection.parameters.sorted { $0.key < $1.key }
        guard !given.isEmpty else { return pipeline.provider }
        return ([pipeline.provider] + given.map { $0.value.reveal() }).joined(separator: "\u{0}")
    }

    /// Why a step must not start now.
    func obstacle(_ provider: String, step: String) -> Failure? {
        if share.control.stopped != nil {
            return Failure(
                .transient,
                .notReached,
                step: step,
                detail: Advice.meaning(.notReached)
            )
        }
        return share.gate.closed(provider, step: step)
    }

    /// Why nothing of this user's may be spent: what it would bring could not be kept.
    func spendingObstacle(step: String) -> Failure? {
        superseded.map { SpendingStop.failure($0, step: step) }
            ?? share.spending.failure(step: step)
    }

    /// Why this connection's copy here must not be spent from.
    func refusal(_ index: Int, step: String) async -> Failure? {
        await surroundings.durability.refusal(user, works[index].connection, step: step)
    }

    func runner(
        _ index: Int,
        _ pipeline: PipelineDefinition,
        _ priority: CallPriority
    ) -> StepRunner {
        var runner = StepRunner(surroundings.transport, pipeline, now: surroundings.now)
        runner.meter = works[index].party.map { party in
            CallMeter(
                book: share.limits,
                party: party,
                priority: priority,
                control: share.control,
                now: surroundings.now
            )
        }
        // Whose account it is, only a whole answer tells anew.
        if priority == .data, !works[index].didExchange,
            works[index].before?.reason != .accountMismatch
        {
            runner.recall = surroundings.answers.map {
                Recall(shelf: $0, user: user, connection: works[index].connection)
            }
        }
        return runner
    }

    /// Why a limit leaves no room for a step; `nil` where it does.
    func limitObstacle(_ index: Int, _ priority: CallPriority, step: String) -> Failure? {
        guard let party = works[index].party else { return nil }
        return share.limits.objection(party, priority, at: surroundings.now())?
            .failure(step: step)
    }

    /// Keeps what went wrong with a step, unless it was merely put off.
    mutating func take(_ failure: Failure, _ index: Int) {
        if let deferral = failure.deferral {
            works[index].deferral = works[index].deferral ?? deferral
            // Nothing was sent.
            works[index].didTryRefresh = false
        } else {
            works[index].failure = works[index].failure ?? failure
        }
    }

    func values(
        _ parameters: [String: Secret],
        _ pipeline: PipelineDefinition,
        step: String
    ) throws(Failure) -> TemplateValues {
        do {
            let values = try TemplateValues(
                pipeline,
                parameters: parameters,
                overrides: surroundings.overrides,
                environment: surroundings.environment
            )
            for secret in values.secrets { surroundings.ledger.hold(secret) }
            return values
        } catch {
            throw error.failure(step: step)
        }
    }

    mutating func refresh(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard let definition = pipeline.refresh, let grant = works[index].connection.grant
        else { return }
        let connection = works[index].connection
        let values = try values(connection.parameters, pipeline, step: "refresh")
            .with(grant, accountID: connection.accountID)
        if let failure = limitObstacle(index, works[index].tokenPriority, step: "refresh") {
            throw failure
        }
        works[index].didTryRefresh = true
        let renewed = try await TokenRefresh(
            runner(index, pipeline, works[index].tokenPriority)
        ).refresh(
            grant,
            definition,
            values,
            ledger: surroundings.ledger
        )
        surroundings.passing(.answered)
        let kept = GrantUpdate.forVault(renewed, replacing: grant, now: surroundings.now())
        if kept != grant {
            var changed = connection
            changed.grant = kept
            changed.generation = nextGeneration(index)
            try await save(changed, index, step: "refresh")
        }
        works[index].live = renewed
        works[index].didRefresh = true
    }

    /// Whether the grant has what its pipeline renews it with.
    func isRenewable(_ index: Int, _ pipeline: PipelineDefinition) -> Bool {
        let grant = works[index].connection.grant
        let credential: Secret? =
            switch pipeline.refresh?.credential {
            case .accessToken: grant?.accessToken
            case .refreshToken: grant?.refreshToken
            case nil: nil
            }
        return credential.map { !$0.isEmpty } ?? false
    }
}
