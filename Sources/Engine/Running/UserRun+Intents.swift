import FoundationEssentials
import Pipeline
import Vault

extension UserRun {
    /// What the plan is about to spend.
    func intents() -> [Intent] {
        works.indices.compactMap { index in
            guard let pipeline = works[index].pipeline else { return nil }
            return switch works[index].tokenAction {
            case .exchangeCode: codeIntent(index)
            case .refresh: refreshIntent(index, pipeline)
            default: nil
            }
        }
    }

    /// What the second round is about to spend.
    func renewals() -> [Intent] {
        works.indices.compactMap { index in
            guard works[index].renewal != nil, let pipeline = works[index].pipeline else {
                return nil
            }
            return refreshIntent(index, pipeline)
        }
    }

    /// `nil` where no code waits, or what it brought is at hand already.
    func codeIntent(_ index: Int) -> Intent? {
        guard let code = works[index].connection.pendingCode, code.steps.isEmpty else {
            return nil
        }
        return intent(.code, index, spends: code.code)
    }

    /// `nil` where the refresh spends nothing.
    func refreshIntent(_ index: Int, _ pipeline: PipelineDefinition) -> Intent? {
        guard let refresh = pipeline.refresh, refresh.rotation != .never,
            let grant = works[index].connection.grant
        else { return nil }
        let credential =
            refresh.credential == .accessToken ? grant.accessToken : grant.refreshToken
        return credential.map { intent(.refresh, index, spends: $0) }
    }

    private func intent(_ kind: Intent.Kind, _ index: Int, spends credential: Secret) -> Intent {
        Intent(
            kind,
            user,
            works[index].connection,
            spends: credential,
            salt: share.journal.salt,
            isShared: surroundings.durability.leavesMachine,
            at: surroundings.now()
        )
    }

    /// Proves, before a refresh that no plan foresaw, that what it brings can be kept.
    func prove(step: String) async throws(Failure) {
        if let failure = spendingObstacle(step: step) { throw failure }
        do {
            _ = try await surroundings.vault.proveRecipients(now: surroundings.now())
        } catch {
            share.spending.note(error.sentence)
            throw SpendingStop.failure(error.sentence, step: step)
        }
    }

    /// Marks a code that an earlier run may have sent as sent, so that no run ever sends it.
    mutating func keepDoubt(_ intent: Intent, _ index: Int) async {
        var connection = works[index].connection
        connection.pendingCode?.attemptedAt = intent.at
        // An older file stays behind, or the grant beside the code would pass for the newest.
        let isOlder = works[index].plan.olderFile != nil
        let base = isOlder ? 0 : intent.generation
        connection.generation = max(connection.generation, base) + 1
        do {
            try await save(connection, index, step: "exchange")
        } catch {
            works[index].failure = error
            return
        }
        let failure = Failure(
            .transient,
            .codeInDoubt,
            step: "exchange",
            detail: Advice.meaning(.codeInDoubt),
            isAmbiguous: true
        )
        if connection.grant == nil {
            works[index].failure = failure
        } else {
            works[index].notes.append(failure)
        }
    }
}
