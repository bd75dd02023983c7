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
        // Durable before the code goes out: a crash from here on finds it spent.
        code.attemptedAt = surroundings.now()
        var connection = works[index].connection
        connection.pendingCode = code
        connection.generation += 1
        try await save(connection, index, step: "exchange")
        surroundings.passing(.codeMarked)
        do throws(Failure) {
            let result = try await CodeExchange(runner(pipeline)).exchange(
                code,
                values,
                ledger: surroundings.ledger
            )
            surroundings.passing(.answered)
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
}
