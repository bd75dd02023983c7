import FoundationEssentials
import Vault

extension PipelineRun {
    /// Proves, before anything is spent, that what it brings can be kept.
    func preflight(_ share: RunShare, changes: Int) async -> [String] {
        do {
            return try await surroundings.vault
                .proveRecipients(now: surroundings.now(), changes: changes).map(\.sentence)
        } catch {
            share.spending.note(error.sentence)
            return []
        }
    }

    /// Writes down, as one record, everything this round is about to spend, with what an earlier
    /// run left: this one may not get to look at it.
    func begin(_ intents: [Intent], of runs: [UserRun], _ share: RunShare) async {
        // Nothing is written down that certainly won't be spent.
        guard !intents.isEmpty, share.spending.failure(step: "") == nil else { return }
        var older = share.leftOver
        older.intents.removeAll { old in
            intents.contains { isSame(old, $0) } || isOutdated(old, runs)
        }
        do {
            try share.journal.begin(intents, over: older)
        } catch {
            share.spending.note(error.sentence)
            return
        }
        surroundings.passing(.intentsOnDisk)
        do {
            try await surroundings.durability.secureIntents()
            surroundings.passing(.intentsSecured)
        } catch {
            share.spending.note(error.sentence)
        }
    }

    /// Why the new tokens may not outlive this machine; nothing where they do.
    func secureTokens() async -> [String] {
        do {
            try await surroundings.durability.secureTokens()
            surroundings.passing(.tokensSecured)
            return []
        } catch {
            return [error.sentence]
        }
    }

    /// Exchanges and refreshes what is due, the most pressed first: a deadline must not always cut off
    /// the same people.
    func renew(
        _ runs: inout [UserRun],
        _ share: RunShare,
        _ warnings: inout [String],
        _ unsecured: inout [String]
    ) async {
        let due = runs.indices.count { index in
            runs[index].works.contains { $0.tokenAction != nil }
        }
        if due > 0 {
            warnings += await preflight(share, changes: due)
            await begin(runs.flatMap { $0.intents() }, of: runs, share)
        }
        let maySpend = share.spending.failure(step: "") == nil
        if runs.contains(where: \.hasTokenWork) {
            let order = Self.order(of: runs, by: \.urgency)
            await phase(.tokens, &runs, in: order) { run in await run.tokens() }
        }
        // Where the intents could not be secured nothing was won, and a remote that has just
        // refused is not asked again.
        if due > 0, maySpend { unsecured += await secureTokens() }
    }

    /// Renews, in one go, the tokens that were refused while data was read, and reads with them.
    func secondRound(
        _ runs: inout [UserRun],
        _ share: RunShare,
        _ unsecured: inout [String]
    ) async {
        let refused = runs.indices.filter { index in
            runs[index].works.contains { $0.renewal != nil }
        }
        guard !refused.isEmpty else { return }
        var parts = refused.map { runs[$0] }
        let intents = parts.flatMap { $0.renewals() }
        guard !intents.isEmpty else { return }
        _ = await preflight(share, changes: intents.count)
        await begin(intents, of: runs, share)
        let maySpend = share.spending.failure(step: "") == nil
        let order = Self.order(of: parts, by: \.dataUrgency)
        await phase(.tokens, &parts, in: order) { run in await run.renew() }
        if maySpend { unsecured += await secureTokens() }
        await phase(.data, &parts, in: order) { run in await run.dataAgain() }
        for (index, part) in zip(refused, parts) { runs[index] = part }
    }

    private func isSame(_ left: Intent, _ right: Intent) -> Bool {
        left.kind == right.kind && left.user == right.user && left.provider == right.provider
            && left.label == right.label && left.generation == right.generation
    }

    /// Whether a result was saved since.
    private func isOutdated(_ intent: Intent, _ runs: [UserRun]) -> Bool {
        guard let connection = work(of: intent, in: runs)?.connection else { return false }
        return connection.generation > intent.generation
            && connection.pendingCode.map { intent.spends($0.code) } != true
    }

    func work(of intent: Intent, in runs: [UserRun]) -> ConnectionWork? {
        runs.first { $0.user == intent.user }?.works.first {
            $0.connection.provider == intent.provider && $0.connection.label == intent.label
        }
    }
}
