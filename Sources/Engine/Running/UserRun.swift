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
    let gate: ProviderGate
    let spending: SpendingStop
    let control: RunControl
    var stored: StoredUserFile
    var works: [ConnectionWork]
    /// Why this user's file takes no more changes: another process has written a newer one.
    private var superseded: String?

    init(
        user: UserID,
        surroundings: Surroundings,
        gate: ProviderGate,
        spending: SpendingStop,
        control: RunControl,
        stored: StoredUserFile,
        works: [ConnectionWork]
    ) {
        self.user = user
        self.surroundings = surroundings
        self.gate = gate
        self.spending = spending
        self.control = control
        self.stored = stored
        self.works = works
    }

    /// Exchanges and refreshes what is due; each new token is durable before the next step.
    mutating func tokens() async {
        for index in works.indices {
            guard works[index].failure == nil, let action = works[index].tokenAction,
                let pipeline = works[index].pipeline
            else { continue }
            let step = action == .exchangeCode ? "exchange" : "refresh"
            if let failure = obstacle(pipeline.provider, step: step) ?? spendingObstacle(step: step)
            {
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
                live.accessToken != nil
            else { continue }
            // What the clock calls ended is put to the provider where no renewal would ever ask
            // it: otherwise the connection would die in silence.
            if let end = live.accessExpiresAt, end <= surroundings.now(),
                isRenewable(index, pipeline)
            {
                continue
            }
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

    /// Why nothing of this user's may be spent: what it would bring could not be kept.
    private func spendingObstacle(step: String) -> Failure? {
        superseded.map { SpendingStop.failure($0, step: step) } ?? spending.failure(step: step)
    }

    private func runner(_ pipeline: PipelineDefinition) -> StepRunner {
        StepRunner(surroundings.transport, pipeline, now: surroundings.now)
    }

    private func values(
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

    private mutating func exchange(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard var code = works[index].connection.pendingCode else { return }
        let parameters =
            code.parameters.isEmpty ? works[index].connection.parameters : code.parameters
        let values = try values(parameters, pipeline, step: "exchange")
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
            connection.parameters = parameters
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
        case _ where failure.status == nil && failure.reason != .accountMismatch:
            // Certainly not sent: the next run may send it.
            connection.pendingCode?.attemptedAt = nil
        case .rateLimited, .app:
            // Refused before the code was looked at: it is as good as it was.
            connection.pendingCode?.attemptedAt = nil
        case .transient:
            return
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
        let values = try values(connection.parameters, pipeline, step: "refresh")
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
            let canRefresh = canRefresh(index, pipeline)
            // No time left to renew it is no word about the grant.
            if canRefresh, control.stopped != nil { throw error }
            guard canRefresh else {
                // A token that can't be renewed and is not accepted is the end of the grant.
                var failure = error
                failure.failure = .reconnect
                if failure.reason == .tokenExpired, pipeline.refresh == nil {
                    failure.reason = .noRefresh
                    failure.detail = Advice.meaning(.noRefresh)
                }
                throw failure
            }
            try await prove(step: "refresh")
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

    /// Whether a refused token may be renewed: once a run, and not before its minimum age.
    private func canRefresh(_ index: Int, _ pipeline: PipelineDefinition) -> Bool {
        guard !works[index].didTryRefresh, isRenewable(index, pipeline),
            let grant = works[index].connection.grant
        else { return false }
        return pipeline.refresh?.minimumAge
            .map { surroundings.now() >= $0.adding(to: grant.issuedAt) } ?? true
    }

    /// Whether the grant has what its pipeline renews it with.
    private func isRenewable(_ index: Int, _ pipeline: PipelineDefinition) -> Bool {
        let grant = works[index].connection.grant
        let credential: Secret? =
            switch pipeline.refresh?.credential {
            case .accessToken: grant?.accessToken
            case .refreshToken: grant?.refreshToken
            case nil: nil
            }
        return credential.map { !$0.isEmpty } ?? false
    }

    /// Proves, before a refresh that no plan foresaw, that what it brings can be kept.
    private func prove(step: String) async throws(Failure) {
        if let failure = spendingObstacle(step: step) { throw failure }
        do {
            _ = try await surroundings.vault.proveRecipients(now: surroundings.now())
        } catch {
            spending.note(error.sentence)
            throw SpendingStop.failure(error.sentence, step: step)
        }
    }

    private mutating func readOnce(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard let live = works[index].live else { return }
        var values = try values(works[index].connection.parameters, pipeline, step: "profile")
            .with(live, accountID: accountID(index))
        let sync = DataSync(runner(pipeline))
        for action in works[index].plan.actions {
            switch action {
            case .readProfile:
                guard let profile = pipeline.profile else { continue }
                let reading = try await sync.profile(profile, values)
                works[index].reading = reading
                works[index].notes = reading.notes
                values.accountID = values.accountID ?? reading.fields["id"]?.exactText
            case .readCollection(let name):
                guard let collection = pipeline.collections.first(where: { $0.name == name })
                else { continue }
                works[index].collections[name] = try await sync.collection(collection, values)
            case .exchangeCode, .refresh:
                continue
            }
        }
    }

    /// The account's id, from the vault or as its profile was last shown.
    private func accountID(_ index: Int) -> String? {
        works[index].connection.accountID ?? works[index].before?.profile["id"]?.exactText
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
            if case .changed = error {
                superseded = error.sentence
            } else {
                spending.note(error.sentence)
            }
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
