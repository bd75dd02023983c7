import FoundationEssentials
import Pipeline
import Transport
import Vault

extension UserRun {
    mutating func exchange(
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) {
        guard var code = works[index].connection.pendingCode else { return }
        let parameters =
            code.parameters.isEmpty ? works[index].connection.parameters : code.parameters
        let values = try values(parameters, pipeline, step: "exchange")
        let intent = codeIntent(index)
        if let intent {
            guard try await isUnspent(code, index) else { return }
            // Durable before the code goes out: a crash from here on finds it spent.
            code.attemptedAt = surroundings.now()
            var connection = works[index].connection
            connection.pendingCode = code
            connection.spentCode = SpentCode(code.code, salt: share.journal.salt)
            connection.generation += 1
            try noteSent(intent)
            do {
                try await save(connection, index, step: "exchange")
            } catch {
                try? share.journal.noteReturned(intent)
                throw error
            }
            surroundings.passing(.codeMarked)
        }
        do throws(Failure) {
            let result = try await steps(code, values, index, pipeline)
            var connection = works[index].connection
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
            connection.generation = nextGeneration(index)
            try await save(connection, index, step: "exchange")
            works[index].live = result.grant
            works[index].didExchange = true
        } catch {
            try await forget(error, index)
            if let left = works[index].connection.pendingCode, left.attemptedAt == nil,
                let intent
            {
                try? share.journal.noteReturned(intent)
            }
            throw error
        }
    }

    /// Takes the steps that are left, and keeps what each brings before the next.
    private mutating func steps(
        _ code: PendingCode,
        _ values: TemplateValues,
        _ index: Int,
        _ pipeline: PipelineDefinition
    ) async throws(Failure) -> (grant: Grant, accountID: String?) {
        var exchange = CodeExchange(
            runner(index, pipeline, .urgent),
            code,
            values,
            ledger: surroundings.ledger
        )
        while !exchange.isDone {
            try await exchange.next()
            surroundings.passing(.answered)
            guard !exchange.isDone, exchange.canGoOn else { continue }
            var connection = works[index].connection
            connection.pendingCode?.steps = exchange.steps
            connection.generation += 1
            try await save(connection, index, step: "exchange")
        }
        return try exchange.result()
    }

    /// Whether the code has never been sent by anybody here; one that has is dropped.
    ///
    /// The callback that came twice changes nothing: what its code brought the first time stands.
    private mutating func isUnspent(
        _ code: PendingCode,
        _ index: Int
    ) async throws(Failure) -> Bool {
        let provider = works[index].connection.provider
        let spender = stored.file.connections.first {
            $0.provider == provider && $0.spentCode?.isSame(as: code.code) == true
        }
        // Claimed even where it is spent already, so that nobody else's copy is sent either.
        let isFirst = share.codes.claim(code.code, at: provider)
        if spender == nil, isFirst { return true }
        var connection = works[index].connection
        connection.pendingCode = nil
        connection.generation += 1
        try await save(connection, index, step: "exchange")
        let isOwn = spender?.label == connection.label
        if isOwn, connection.grant != nil { return false }
        throw Failure(
            .reconnect,
            .codeRefused,
            step: "exchange",
            detail: isOwn
                ? "the code was sent before, and a code is sent once"
                : "another connection holds the same code, and a code is sent once"
        )
    }

    private func noteSent(_ intent: Intent) throws(Failure) {
        do {
            try share.journal.noteSent(intent)
        } catch {
            share.spending.note(error.sentence)
            throw SpendingStop.failure(error.sentence, step: "exchange")
        }
    }

    /// What a failed exchange leaves of the code.
    private mutating func forget(_ failure: Failure, _ index: Int) async throws(Failure) {
        guard failure.reason != .notSaved, !failure.isAmbiguous else { return }
        var connection = works[index].connection
        let hasSteps = connection.pendingCode?.steps.isEmpty == false
        switch failure.failure {
        case .transient where hasSteps, .rateLimited where hasSteps, .app where hasSteps,
            _ where hasSteps && failure.status == nil && failure.reason != .accountMismatch:
            // The code is spent, and what it brought is as good as it was.
            return
        case _ where failure.status == nil && failure.reason != .accountMismatch:
            // Certainly not sent: the next run may send it.
            connection.pendingCode?.attemptedAt = nil
            connection.spentCode = nil
        case .rateLimited, .app:
            // Refused before the code was looked at: it is as good as it was.
            connection.pendingCode?.attemptedAt = nil
            connection.spentCode = nil
        case .transient:
            return
        default:
            connection.pendingCode = nil
        }
        connection.generation += 1
        try await save(connection, index, step: "exchange")
    }
}
