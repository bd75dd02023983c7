import Pipeline
import Vault

/// Opens users' files and plans what a run does with them.
struct UserOpening: Sendable {
    let surroundings: Surroundings
    let pipelines: [String: PipelineDefinition]
    let selection: Selection
    /// What earlier runs knew, with what is in doubt of it.
    let memory: RunMemory
    let planner: Planner
    let leftOver: LeftOverIntents

    /// - Returns: `nil` where there is no file.
    /// - Throws: What is told of a file that can't be opened.
    func open(_ user: UserID) async throws(RunReport.ClosedFile) -> OpenedUser? {
        do throws(VaultError) {
            guard let stored = try await surroundings.vault.load(user) else { return nil }
            return OpenedUser(user: user, stored: stored, works: works(user, stored))
        } catch {
            throw closedFile(user, error)
        }
    }

    private func works(_ user: UserID, _ stored: StoredUserFile) -> [ConnectionWork] {
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

    private func closedFile(_ user: UserID, _ error: VaultError) -> RunReport.ClosedFile {
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
}
