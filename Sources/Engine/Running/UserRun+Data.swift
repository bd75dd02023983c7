import Documents
import FoundationEssentials
import Pipeline
import Transport
import Vault

extension UserRun {
    /// Reads what is due with tokens known to be good.
    mutating func data() async {
        for index in works.indices where works[index].hasData {
            guard let pipeline = works[index].pipeline, let live = works[index].live,
                live.accessToken != nil
            else { continue }
            // What the clock calls ended is put to the provider where no renewal would ever ask
            // it: otherwise the connection would die in silence.
            if let end = live.accessExpiresAt,
                end <= ClockSkew.span(of: surroundings.now(), share.clock.known).lowerBound,
                isRenewable(index, pipeline)
            {
                continue
            }
            if let failure = obstacle(gateName(index, pipeline), step: "profile") {
                works[index].failure = works[index].failure ?? failure
                continue
            }
            if let failure = limitObstacle(index, .data, step: "profile") {
                take(failure, index)
                continue
            }
            do {
                try await read(index, pipeline)
                if works[index].renewal == nil {
                    noteSuccess(index, pipeline, .data)
                }
            } catch {
                note(error, index, pipeline)
                // What the data say of the token outweighs that it is not renewed yet.
                if let failure = works[index].failure, isEarlyRenewal(failure, index) {
                    works[index].failure = nil
                }
                take(error, index)
            }
        }
    }

    /// The second round of tokens: renews what the provider refused while data was read.
    mutating func renew() async {
        for index in works.indices where works[index].renewal != nil {
            guard works[index].failure == nil, let pipeline = works[index].pipeline else {
                continue
            }
            // No time left to renew it is no word about the grant.
            if share.control.stopped != nil {
                works[index].failure = works[index].renewal
                continue
            }
            await spend(index, pipeline, isCode: false)
        }
    }

    /// Reads with the tokens that the second round brought.
    mutating func dataAgain() async {
        for index in works.indices where works[index].renewal != nil {
            guard works[index].failure == nil, let pipeline = works[index].pipeline else {
                continue
            }
            do {
                try await readAgain(index, pipeline)
                noteSuccess(index, pipeline, .data)
            } catch {
                note(error, index, pipeline)
                take(error, index)
            }
        }
    }

    private mutating func read(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        do {
            try await readOnce(index, pipeline)
        } catch {
            guard error.failure == .expiredToken else { throw error }
            if works[index].didRefresh { throw Self.refusedAnew(error) }
            if let failure = olderFileObstacle(index, step: "refresh") { throw failure }
            let canRefresh = canRefresh(index, pipeline)
            // No time left to renew it is no word about the grant.
            if canRefresh, share.control.stopped != nil { throw error }
            guard canRefresh || !error.isAmbiguous else {
                // A page or an empty answer is no word of the provider about the grant.
                var failure = error
                failure.failure = .transient
                failure.reason = .unexpectedAnswer
                failure.detail = Advice.meaning(.unexpectedAnswer)
                throw failure
            }
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
            guard refreshIntent(index, pipeline) == nil else {
                // What is spent is written down first, for all who need it in one go.
                works[index].renewal = error
                return
            }
            try await prove(step: "refresh")
            if let refusal = await refusal(index, step: "refresh") { throw refusal }
            try await refresh(index, pipeline)
            try await readAgain(index, pipeline)
        }
    }

    private mutating func readAgain(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        do {
            try await readOnce(index, pipeline)
        } catch {
            guard error.failure == .expiredToken else { throw error }
            throw Self.refusedAnew(error)
        }
    }

    /// A provider that refuses what it has given in this very run is broken: the grant was good
    /// enough to be renewed.
    private static func refusedAnew(_ failure: Failure) -> Failure {
        var failure = failure
        failure.failure = .transient
        failure.reason = .providerFault
        failure.detail = "the provider refuses a token that it has just given"
        return failure
    }

    private mutating func readOnce(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard let live = works[index].live else { return }
        var values = try values(works[index].connection.parameters, pipeline, step: "profile")
            .with(live, accountID: accountID(index))
        let sync = DataSync(runner(index, pipeline, .data))
        var first: Failure?
        for action in works[index].plan.actions {
            do {
                switch action {
                case .readProfile, .readSteps:
                    guard let profile = pipeline.profile else { continue }
                    var reading = try await sync.profile(profile, only: action.steps, values)
                    values.accountID = values.accountID ?? reading.fields["id"]?.exactText
                    try checkAccount(index, reading.fields)
                    reading.fields = withoutSecrets(reading.fields)
                    works[index].reading = reading
                    works[index].notes.removeAll { $0.step != "exchange" }
                    works[index].notes += reading.notes
                case .readCollection(let name):
                    guard let collection = pipeline.collections.first(where: { $0.name == name })
                    else { continue }
                    let items = try await sync.collection(collection, values)
                    works[index].collections[name] = withoutSecrets(items)
                case .exchangeCode, .refresh:
                    continue
                }
            } catch {
                // One list that fails never keeps the others back; what concerns the token or the
                // whole provider does.
                switch error.failure {
                case .transient where error.reason != .notReached, .notFound, .badRequest,
                    .permission:
                    first = first ?? error
                case .transient, .reconnect, .expiredToken, .rateLimited, .app:
                    throw error
                }
            }
        }
        try await keepAccountID(index)
        if let first { throw first }
    }

    /// Keeps a new connection's account id, which later calls may name, beside its grant.
    private mutating func keepAccountID(_ index: Int) async throws(Failure) {
        guard works[index].didExchange, works[index].connection.accountID == nil,
            let id = works[index].reading?.fields["id"]?.exactText
        else { return }
        var connection = works[index].connection
        connection.accountID = id
        connection.generation += 1
        try await save(connection, index, step: "profile")
    }

    /// A consent just given must come from the account that the connection is known for.
    ///
    /// Later readings are not compared: a provider may begin to tell a better id.
    private func checkAccount(_ index: Int, _ fields: JSONObject) throws(Failure) {
        let before = works[index].before
        guard works[index].didExchange || before?.reason == .accountMismatch,
            let known = before?.profile["id"]?.exactText, let got = fields["id"]?.exactText,
            known != got
        else { return }
        throw Failure(
            .permission,
            .accountMismatch,
            step: "profile",
            detail: Advice.meaning(.accountMismatch)
        )
    }

    /// Drops from what was read what repeats a secret that the run has learnt since.
    mutating func leaveOutSecrets() {
        for index in works.indices {
            if let fields = works[index].reading?.fields {
                let kept = withoutSecrets(fields)
                works[index].reading?.fields = kept
            }
            for (name, items) in works[index].collections {
                let kept = withoutSecrets(items)
                works[index].collections[name] = kept
            }
        }
    }

    private func withoutSecrets(_ items: [JSONValue]) -> [JSONValue] {
        items.filter { !surroundings.ledger.find(in: $0.compactText()) }
    }

    /// Fields that repeat a secret of the run are dropped here, so that they cost nobody else a page.
    private func withoutSecrets(_ fields: JSONObject) -> JSONObject {
        guard surroundings.ledger.find(in: JSONValue.object(fields).compactText()) else {
            return fields
        }
        return JSONObject(
            fields.members.filter { !surroundings.ledger.find(in: $0.value.compactText()) }
                .map { ($0.name, $0.value) }
        )
    }

    /// Whether a refused token may be renewed: once a run, and not before its minimum age.
    func canRefresh(_ index: Int, _ pipeline: PipelineDefinition) -> Bool {
        guard !works[index].didTryRefresh, isRenewable(index, pipeline),
            let grant = works[index].connection.grant
        else { return false }
        if grant.issuedAt > surroundings.now().addingTimeInterval(Planner.clockTolerance) {
            return true
        }
        return pipeline.refresh?.minimumAge
            .map { surroundings.now() >= $0.adding(to: grant.issuedAt) } ?? true
    }

    /// The account's id, from the vault or as its profile was last shown.
    private func accountID(_ index: Int) -> String? {
        works[index].connection.accountID ?? works[index].before?.profile["id"]?.exactText
    }
}
