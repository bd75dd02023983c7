import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Vault

/// `.intents`, read back by the run after the one that wrote it.
struct IntentsTarget: FuzzTarget {
    let name = "intents"
    let corpus: [[UInt8]] = {
        let stage = Stage([])
        let intents = [0, 3, Int.max].map { generation in
            Intent(
                .refresh,
                ProviderInputs.alice,
                Connection(provider: "spotify", generation: generation),
                spends: Secret("refresh-token-of-alice-1"),
                salt: "salt",
                isShared: false,
                at: Clocks.right
            )
        }
        try? stage.vault.intentJournal().begin(intents)
        return [stage.files.files["c/.intents"] ?? []]
    }()
    let tokens = [#""intents":["#, #""generation":-1"#, #""user":"alice""#, #""at":"0000""#]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let stage = Stage(ProjectFiles.definitions)
        try await stage.enroll(
            plaintext: UserFileCodec.encode(
                UserFile(
                    user: ProviderInputs.alice,
                    connections: [
                        Connection(provider: "spotify", grant: ProviderInputs.grant())
                    ]
                )
            )
        )
        do { try stage.files.replace("c/.intents", with: input, mode: 0o600) } catch { return }
        let found = stage.vault.intentJournal().leftOver().intents
        try await stage.plan(memory: RunMemory())
        try FuzzFinding.unless(
            stage.files.files["c/.intents"] == input,
            "a plan changed the journal"
        )
        _ = try await stage.run(memory: RunMemory())
        // What the run left of its own is not looked at here.
        try? stage.files.remove("c/.intents")
        try? stage.vault.intentJournal().begin(found)
        let again = stage.vault.intentJournal().leftOver().intents
        try FuzzFinding.unless(
            found.map(\.credentialHash) == again.map(\.credentialHash)
                && found.map(\.generation) == again.map(\.generation)
                && found.map { Timestamp.text($0.at) } == again.map { Timestamp.text($0.at) },
            "intents read back as others"
        )
    }
}
