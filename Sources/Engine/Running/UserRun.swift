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
    let gate: ProviderGate
    let control: RunControl
    var stored: StoredUserFile
    var works: [ConnectionWork]

    /// Exchanges and refreshes what is due; each new token is durable before the next step.
    mutating func tokens() async {
        for index in works.indices {
            guard works[index].failure == nil, let action = works[index].tokenAction,
                let pipeline = works[index].pipeline
            else { continue }
            let step = action == .exchangeCode ? "exchange" : "refresh"
            if let failure = obstacle(pipeline.provider, step: step) {
                works[index].failure = failure
                continue
            }
            do {
                if action == .exchangeCode {
                    try await exchange(index, pipeline)
                } else {
                    try await refresh(index, pipeline)
                }
                gate.noteSuccess(of: pipeline.provider)
            } catch {
                works[index].failure = error
                gate.note(error, of: pipeline.provider)
            }
        }
    }

    /// Reads what is due with tokens known to be good.
    mutating func data() async {
        for index in works.indices where works[index].hasData {
            guard let pipeline = works[index].pipeline, let live = works[index].live,
                live.accessToken != nil,
                live.accessExpiresAt.map({ $0 > surroundings.now() }) ?? true
            else { continue }
            if let failure = obstacle(pipeline.provider, step: "profile") {
                works[index].failure = works[index].failure ?? failure
                continue
            }
            do {
                try await read(index, pipeline)
                gate.noteSuccess(of: pipeline.provider)
            } catch {
                gate.note(error, of: pipeline.provider)
                works[index].failure = works[index].failure ?? error
            }
        }
    }

    /// Why a step must not start now.
    private func obstacle(_ provider: String, step: String) -> Failure? {
        if control.stopped != nil {
            return Failure(
                .transient,
                .notReached,
                step: step,
                detail: Advice.meaning(.notReached)
            )
        }
        return gate.closed(provider, step: step)
    }

    private func runner(_ pipeline: PipelineDefinition) -> StepRunner {
        StepRunner(surroundings.transport, pipeline, now: surroundings.now)
    }

    private func values(
        _ index: Int,
        _ pipeline: PipelineDefinition,
        step: String
    ) throws(Failure) -> TemplateValues {
        do {
            let values = try TemplateValues(
                pipeline,
                parameters: works[index].connection.parameters,
                overrides: surroundings.overrides,
                environment: surroundings.environment
            )
            if let secret = values.client?.secret { surroundings.ledger.hold(secret) }
            return values
        } catch {
            throw error.failure(step: step)
        }
    }

    private mutating func exchange(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard var code = works[index].connection.pendingCode else { return }
        let values = try values(index, pipeline, step: "exchange")
        // Durable before the code goes out: a crash from here on finds it spent.
        code.attemptedAt = surroundings.now()
        var connection = works[index].connection
        connection.pendingCode = code
        connection.generation += 1
        try await save(connection, index, step: "exchange")
        do throws(Failure) {
            let result = try await CodeExchange(runner(pipeline)).exchange(
                code,
                values,
                ledger: surroundings.ledger
            )
            if let known = connection.accountID, let got = result.accountID, known != got,
                connection.grant != nil
            {
                throw Failure(
                    .reconnect,
                    .accountMismatch,
                    step: "exchange",
                    detail: Advice.meaning(.accountMismatch)
                )
            }
            connection.grant = result.grant
            connection.accountID = result.accountID ?? connection.accountID
            connection.pendingCode = nil
            connection.disconnectedAt = nil
            connection.generation += 1
            try await save(connection, index, step: "exchange")
            works[index].live = result.grant
            works[index].didExchange = true
        } catch {
            try await forget(error, connection, index)
            throw error
        }
    }

    /// What a failed exchange leaves of the code.
    private mutating func forget(
        _ failure: Failure,
        _ spent: Connection,
        _ index: Int
    ) async throws(Failure) {
        guard failure.reason != .notSaved, !failure.isAmbiguous else { return }
        var connection = spent
        switch failure.failure {
        case .transient, .rateLimited, .app:
            // Not sent, or turned away before it was looked at: the next run may send it.
            connection.pendingCode?.attemptedAt = nil
        default:
            connection.pendingCode = nil
        }
        connection.generation += 1
        try await save(connection, index, step: "exchange")
    }

    private mutating func refresh(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard let definition = pipeline.refresh, let grant = works[index].connection.grant
        else { return }
        works[index].didTryRefresh = true
        let connection = works[index].connection
        let values = try values(index, pipeline, step: "refresh")
            .with(grant, accountID: connection.accountID)
        let renewed = try await TokenRefresh(runner(pipeline)).refresh(
            grant,
            definition,
            values,
            ledger: surroundings.ledger
        )
        let kept = GrantUpdate.forVault(renewed, replacing: grant, now: surroundings.now())
        if kept != grant {
            var changed = connection
            changed.grant = kept
            changed.generation += 1
            try await save(changed, index, step: "refresh")
        }
        works[index].live = renewed
        works[index].didRefresh = true
    }

    private mutating func read(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        do {
            try await readOnce(index, pipeline)
        } catch {
            guard error.failure == .expiredToken else { throw error }
            guard canRefresh(index, pipeline) else {
                // A token that can't be renewed and is not accepted is the end of the grant.
                var failure = error
                failure.failure = .reconnect
                if failure.reason == .tokenExpired, pipeline.refresh == nil {
                    failure.reason = .noRefresh
                    failure.detail = Advice.meaning(.noRefresh)
                }
                throw failure
            }
            try await refresh(index, pipeline)
            do {
                try await readOnce(index, pipeline)
            } catch {
                guard error.failure == .expiredToken else { throw error }
                var failure = error
                failure.failure = .reconnect
                throw failure
            }
        }
    }

    /// Whether a refused token may be renewed now: once a run, and not before its minimum age.
    private func canRefresh(_ index: Int, _ pipeline: PipelineDefinition) -> Bool {
        guard let refresh = pipeline.refresh, !works[index].didTryRefresh, control.stopped == nil,
            let grant = works[index].connection.grant
        else { return false }
        if let age = refresh.minimumAge, surroundings.now() < age.adding(to: grant.issuedAt) {
            return false
        }
        return switch refresh.credential {
        case .accessToken: grant.accessToken != nil
        case .refreshToken: grant.refreshToken != nil
        }
    }

    private mutating func readOnce(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard let live = works[index].live else { return }
        let values = try values(index, pipeline, step: "profile")
            .with(live, accountID: works[index].connection.accountID)
        let sync = DataSync(runner(pipeline))
        for action in works[index].plan.actions {
            switch action {
            case .readProfile:
                guard let profile = pipeline.profile else { continue }
                let reading = try await sync.profile(profile, values)
                works[index].reading = reading
                works[index].notes = reading.notes
            case .readCollection(let name):
                guard let collection = pipeline.collections.first(where: { $0.name == name })
                else { continue }
                works[index].collections[name] = try await sync.collection(collection, values)
            case .exchangeCode, .refresh:
                continue
            }
        }
    }

    /// Writes one changed connection back, encrypted, proved and synced.
    private mutating func save(
        _ connection: Connection,
        _ index: Int,
        step: String
    ) async throws(Failure) {
        var file = stored.file
        guard
            let place = file.connections.firstIndex(where: {
                $0.provider == connection.provider && $0.label == connection.label
            })
        else { return }
        file.connections[place] = connection
        do {
            stored = try await surroundings.vault.save(file, replacing: stored.digest)
        } catch {
            throw Failure(
                .transient,
                .notSaved,
                step: step,
                detail: "\(Advice.meaning(.notSaved)): \(error.sentence)"
            )
        }
        works[index].connection = connection
    }
}

extension UserRun {
    /// Withholds every token action: what it would bring could not be kept.
    mutating func refuseTokens(_ failure: Failure) {
        for index in works.indices where works[index].tokenAction != nil {
            works[index].failure = failure
        }
    }
}
