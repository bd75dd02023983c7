import FoundationEssentials
import Pipeline
import Vault

/// What intents without a result mean: an earlier run ended between the spending and the saving.
///
/// Pure. Whose generation has not grown since is in doubt, and is looked at first.
enum Doubt {
    static func cast(_ intents: [Intent], on memory: RunMemory) -> RunMemory {
        var memory = memory
        for intent in intents where intent.kind == .refresh {
            let key = ConnectionKey(
                user: intent.user,
                provider: intent.provider,
                label: intent.label
            )
            var record =
                memory.records[key]
                ?? ConnectionRecord(
                    key: key,
                    state: .inDoubt,
                    reason: .answerLost,
                    since: intent.at
                )
            guard record.generation <= intent.generation, record.state != .needsReconnect else {
                continue
            }
            // Believed by the planner only while the vault still has this generation.
            record.generation = intent.generation
            record.newestGeneration = max(record.newestGeneration, intent.generation)
            if record.state != .inDoubt {
                record.state = .inDoubt
                record.reason = .answerLost
                record.since = intent.at
            }
            memory.records[key] = record
        }
        return memory
    }

    /// The intent of an earlier run that may have sent the code a connection holds unmarked; `nil`
    /// where none did.
    ///
    /// A file from a backup or an older commit has the code without its mark. One that grew beyond
    /// the intent has it because the provider refused to look at it.
    static func sent(
        _ connection: Connection,
        of user: UserID,
        in left: LeftOverIntents
    ) -> Intent? {
        guard let code = connection.pendingCode, code.attemptedAt == nil else { return nil }
        return left.intents.first { intent in
            guard intent.kind == .code, intent.provider == connection.provider,
                intent.spends(code.code), left.mayHaveSpent(intent)
            else { return false }
            let isOwn = intent.user == user && intent.label == connection.label
            return !isOwn || connection.generation <= intent.generation
        }
    }
}
