import Engine
import FoundationEssentials
import Pipeline
import Repository
import Vault

/// What is on disk outlives the machine once it is on the remote.
struct PushDurability: Durability {
    let publisher: Publisher
    let lock: RemoteLock
    /// What the remote has newer than this clone.
    let overtaken: OvertakenCopies
    /// Called where new tokens could not be pushed, with why.
    let onLoss: @Sendable (GitFailure) async -> Void

    /// A token call that begins this long before the lock ends is over by then.
    private static let margin: TimeInterval = 180

    func secureIntents() async throws(DurabilityFailure) {
        do throws(GitFailure) {
            try await publisher.publish("Note what is about to be spent")
        } catch {
            throw DurabilityFailure("the run's intents could not be pushed: \(error.sentence)")
        }
    }

    func secureTokens() async throws(DurabilityFailure) {
        do throws(GitFailure) {
            try await publisher.publish("Keep new tokens")
        } catch {
            await onLoss(error)
            throw DurabilityFailure("new tokens could not be pushed: \(error.sentence)")
        }
    }

    func refusal(
        _ user: UserID,
        _ connection: Connection,
        step: String
    ) async -> Failure? {
        if let sentence = overtaken.sentence(user, connection) {
            return Failure(
                .transient,
                .staleCopy,
                step: step,
                detail: "nothing was spent: \(sentence)"
            )
        }
        guard let lapse = await lock.lapse(margin: Self.margin) else { return nil }
        return Failure(.transient, .notSaved, step: step, detail: "nothing was spent: \(lapse)")
    }
}
