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
    let surroundings: Surroundings
    let share: RunShare
    var stored: StoredUserFile
    var works: [ConnectionWork]
    /// Why this user's file takes no more changes: another process has written a newer one.
    var superseded: String?

    init(
        user: UserID,
        surroundings: Surroundings,
        share: RunShare,
        stored: StoredUserFile,
        works: [ConnectionWork]
    ) {
        self.user = user
        self.surroundings = surroundings
        self.share = share
        self.stored = stored
        self.works = works
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
            works[index].failure = failure
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
            works[index].failure = error
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

    func runner(_ pipeline: PipelineDefinition) -> StepRunner {
        StepRunner(surroundings.transport, pipeline, now: surroundings.now)
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
        works[index].didTryRefresh = true
        let connection = works[index].connection
        let values = try values(connection.parameters, pipeline, step: "refresh")
            .with(grant, accountID: connection.accountID)
        let renewed = try await TokenRefresh(runner(pipeline)).refresh(
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
