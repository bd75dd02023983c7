import FoundationEssentials
import Pipeline
package import Vault

extension PipelineRun {
    /// Ends the run's intents, once the status files tell what became of them.
    ///
    /// Without this call, and after a crash before it, the next run looks at them again.
    ///
    /// - Parameters:
    ///   - report: The run.
    ///   - untold: Users whose status file could not be written: of them nothing is told yet.
    package func settle(_ report: RunReport, but untold: Set<UserID> = []) {
        surroundings.passing(.statusWritten)
        guard let open = report.openIntents else { return }
        surroundings.vault.intentJournal().settle(leaving: open, keeping: untold)
        surroundings.passing(.settled)
    }

    /// Keeps what can't be read of an earlier run's journal beside it, and says so.
    ///
    /// Where not even that can be done, nothing is spent: it would be written over.
    func keepDamaged(_ share: RunShare) -> [String] {
        guard let damage = share.leftOver.damage else { return [] }
        let what = "what an earlier run was about to spend can't all be known: \(damage)"
        do {
            let kept = try share.journal.keepDamaged(now: surroundings.now())
            return ["\(what); the record is kept as \(kept)"]
        } catch {
            share.spending.note(error.sentence)
            return ["\(what), and the record can't be kept: \(error.sentence)"]
        }
    }

    /// What is left to find out of what earlier runs left open; `nil` where the journal is to stay.
    func openIntents(
        _ runs: [UserRun],
        _ share: RunShare,
        among users: [UserID]
    ) -> LeftOverIntents? {
        var open = share.leftOver
        open.intents.removeAll { isSettled($0, runs, share, among: users) }
        let isLost = open.damage != nil && share.spending.failure(step: "") != nil
        return isLost ? nil : open
    }

    /// Whether nothing is left to find out of what an earlier run left open.
    private func isSettled(
        _ intent: Intent,
        _ runs: [UserRun],
        _ share: RunShare,
        among users: [UserID]
    ) -> Bool {
        // An empty vault is more likely a broken checkout than the end of everybody.
        guard users.contains(intent.user) else { return !users.isEmpty }
        guard runs.contains(where: { $0.user == intent.user }) else { return false }
        guard let work = work(of: intent, in: runs) else { return true }
        switch intent.kind {
        case .refresh:
            return work.didTryRefresh || work.connection.generation > intent.generation
                || work.plan.rest == .needsReconnect
        case .code:
            guard let code = work.connection.pendingCode, code.attemptedAt == nil,
                intent.spends(code.code)
            else { return true }
            return work.connection.generation > intent.generation
                || !share.leftOver.mayHaveSpent(intent)
        }
    }
}
