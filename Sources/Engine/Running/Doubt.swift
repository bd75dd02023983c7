import FoundationEssentials
import Pipeline
import Vault

/// What intents without a result mean: an earlier run ended between the spending and the saving.
///
/// Pure. Whose generation has not grown since is in doubt, and is looked at first.
enum Doubt {
    static func cast(_ intents: [Intent], on memory: RunMemory) -> RunMemory {
        var memory = memory
        for intent in intents {
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
            if record.state != .inDoubt {
                record.state = .inDoubt
                record.reason = .answerLost
                record.since = intent.at
            }
            memory.records[key] = record
        }
        return memory
    }
}
