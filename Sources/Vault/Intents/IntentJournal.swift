import Documents
internal import Synchronization

/// The intents of one run in one small file beside the connections: `.intents`.
///
/// It is written, synced and renamed before the first of its tokens is spent, and removed when
/// every result is known. A run that finds it knows what an earlier one may have spent in vain.
package final class IntentJournal: Sendable {
    private let path: String
    private let files: any FileStore
    private let written: Mutex<[Intent]>

    init(directory: String, files: any FileStore) {
        path = "\(directory)/.intents"
        self.files = files
        written = Mutex([])
    }

    /// What an earlier run left; nothing where there is no file, or none that can be read.
    package func leftOver() -> [Intent] {
        guard let bytes = try? files.read(path, limit: 64 << 20),
            let document = try? JSONValue(parsing: bytes)
        else { return [] }
        return document["intents"]?.array?.compactMap(Self.intent) ?? []
    }

    /// Makes more intents durable.
    package func begin(_ intents: [Intent]) throws(VaultError) {
        guard !intents.isEmpty else { return }
        // Under the lock, so that a shorter list never comes after a longer one.
        let refusal = written.withLock { written -> FileError? in
            written += intents
            do throws(FileError) {
                try files.replace(path, with: Self.document(written).canonicalText(), mode: 0o600)
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw .notSaved(path: path, reason: refusal.reason) }
    }

    /// Every result is known but of these, which another run has to find out.
    ///
    /// Without any the file goes; one that can't be removed costs the next run a look.
    package func settle(leaving open: [Intent]) {
        written.withLock { $0 = open }
        if open.isEmpty {
            try? files.remove(path)
        } else {
            try? files.replace(path, with: Self.document(open).canonicalText(), mode: 0o600)
        }
    }

    private static func document(_ intents: [Intent]) -> JSONValue {
        .object([
            "schema": "latchkey/intents/1",
            "intents": .array(
                intents.map { intent in
                    [
                        "user": .string(intent.user.text), "provider": .string(intent.provider),
                        "label": .string(intent.label),
                        "generation": .number(JSONNumber(intent.generation)),
                        "at": .string(Timestamp.text(intent.at)),
                        "credentialHash": .string(intent.credentialHash),
                    ]
                }
            ),
        ])
    }

    private static func intent(_ value: JSONValue) -> Intent? {
        guard let user = value["user"]?.string.flatMap(UserID.init),
            let provider = value["provider"]?.string, let label = value["label"]?.string,
            let generation = value["generation"]?.integer,
            let at = value["at"]?.string.flatMap(Timestamp.parse),
            let hash = value["credentialHash"]?.string
        else { return nil }
        return Intent(
            user: user,
            provider: provider,
            label: label,
            generation: generation,
            at: at,
            credentialHash: hash
        )
    }
}
