import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Snapshot
import Vault

/// Status files that an earlier run, or anybody, has written.
struct StatusTarget: FuzzTarget {
    let name = "status"
    let corpus = [SampleStatus.user, SampleStatus.heartbeat].map { Array($0.utf8) }
    let tokens = [
        #""retryAt":"9999-12-31T23:59:59Z""#, #""evidenceAt":"0001-01-01T00:00:00Z""#,
        #""generation":9223372036854775807"#, #""status":"in_doubt""#, #""label":"../..""#,
        #""provider":"a/b""#, #""stale":{"reason":"rate_limited","since":"2026-11-24T12:00:00Z"}"#,
        #""file":{"status":"locked","reason":"file_locked","since":"2026-11-24T12:00:00Z"}"#,
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let stage = Stage(ProjectFiles.definitions)
        let connections = ["spotify", "instagram"].map {
            Connection(provider: $0, grant: ProviderInputs.grant(), generation: 3)
        }
        try await stage.enroll(
            plaintext: UserFileCodec.encode(
                UserFile(user: ProviderInputs.alice, connections: connections)
            )
        )
        do {
            for path in [
                "api/integrations/alice.json", "api/integrations/bob.json", "heartbeat.json",
            ] {
                try stage.files.replace("status/\(path)", with: input, mode: 0o644)
            }
        } catch { return }
        let memory = stage.reader.memory()
        try await stage.plan(memory: memory)
        let report = try await stage.run(memory: memory)
        try await stage.plan(memory: stage.publish(report, over: memory))
    }
}
