import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine

@Suite("A run's ledger learns of each secret before it goes anywhere")
struct LedgerRunTests {
    // Lesson 49: a token minted at run time is masked as it is born.
    @Test("what is in the files, in the environment and in answers is held, in time")
    func held() async throws {
        let scene = try Scene()
        var code = Scene.code()
        code.verifier = Secret("verifier-of-alice")
        try await scene.enroll("alice", Connection(provider: "plain", pendingCode: code))
        try await scene.enroll("bob", Scene.due(refresh: "refresh-of-bob"))
        let known = Mutex<Set<String>>([])
        let ledger = SecretLedger(onFirstHold: { secret in
            known.withLock { _ = $0.insert(secret.reveal()) }
        })
        let transport = ScriptedTransport { request in
            let held = known.withLock { $0 }
            if request.method == "POST" {
                for name in ["code", "code_verifier", "client_secret", "refresh_token"] {
                    if let sent = request.field(name) { #expect(held.contains(sent)) }
                }
                return request.field("code") == nil
                    ? .token("access-of-bob", refresh: "refresh-new-of-bob")
                    : .token("access-of-alice", refresh: "refresh-of-alice")
            }
            let sent = request.headers.first { $0.name == "Authorization" }?.value
            #expect(sent.map { held.contains(String($0.dropFirst("Bearer ".count))) } == true)
            return .profile
        }
        let clock = scene.clock
        _ = try await PipelineRun(
            Surroundings(
                now: { clock.now },
                transport: transport,
                vault: scene.vault,
                ledger: ledger,
                environment: scene.environment,
                overrides: ServerOverrides()
            ),
            pipelines: scene.pipelines,
            brokenProviders: [],
            control: scene.control(),
            width: 1
        ) { _, _, _ in }.run(Selection(), memory: RunMemory(), everything: false)
        #expect(
            known.withLock { $0 }.isSuperset(of: [
                "code-of-alice", "verifier-of-alice", "client-secret", "access-of-alice",
                "refresh-of-alice", "refresh-of-bob", "refresh-new-of-bob", "access-of-bob",
            ])
        )
        #expect(transport.calls.count == 4)
    }
}
