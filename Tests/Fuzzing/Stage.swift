import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Snapshot
import Synchronization
import Transport
import Vault

/// A whole installation in memory: a vault with one user, pipelines, a clock, a provider whose
/// answers are the input.
struct Stage: Sendable {
    let files = InMemoryFileStore([
        "c/.gpg-id": Array("test@example.org\n".utf8),
        "c/alice.gpg": [],
    ])
    let cipher = PlainCipher()
    let ledger = SecretLedger()
    let pipelines: [String: PipelineDefinition]
    let transport: ScriptedTransport
    let clock: Clock

    /// A clock that a stage sets.
    final class Clock: Sendable {
        private let time = Mutex(Clocks.right)

        var now: Date {
            get { time.withLock { $0 } }
            set { time.withLock { $0 = newValue } }
        }
    }

    init(_ pipelines: [PipelineDefinition], transport: ScriptedTransport) {
        self.pipelines = Dictionary(pipelines.map { ($0.provider, $0) }) { first, _ in first }
        self.transport = transport
        clock = Clock()
    }

    /// Every provider unreachable.
    init(_ pipelines: [PipelineDefinition]) {
        self.init(pipelines, transport: ScriptedTransport([]))
    }

    var vault: ConnectionVault { ConnectionVault(directory: "c", files: files, cipher: cipher) }

    var writer: SnapshotWriter {
        SnapshotWriter(directory: "status", files: files, ledger: ledger)
    }

    var reader: SnapshotReader { SnapshotReader(directory: "status", files: files) }

    /// Puts a connection file in the vault, whatever is in it.
    func enroll(plaintext: [UInt8]) async throws(FuzzFinding) {
        do {
            let sealed = try await cipher.seal(plaintext, to: cipher.keys.map(\.fingerprint))
            try files.replace("c/alice.gpg", with: sealed, mode: 0o600)
        } catch {
            throw FuzzFinding("the stage can't be set: \(error)")
        }
    }

    private func pipelineRun() -> PipelineRun {
        let clock = clock
        return PipelineRun(
            Surroundings(
                now: { clock.now },
                transport: transport,
                vault: vault,
                ledger: ledger,
                environment: ProviderInputs.environment(for: Array(pipelines.values)),
                overrides: ServerOverrides()
            ),
            pipelines: pipelines,
            brokenProviders: [],
            control: RunControl { clock.now },
            width: 1
        ) { _, _, _ in }
    }

    /// One run over everything, its status files written; what is on the page is checked.
    func run(memory: RunMemory) async throws(FuzzFinding) -> RunReport {
        let report: RunReport
        do {
            report = try await pipelineRun().run(Selection(), memory: memory, everything: true)
        } catch {
            throw FuzzFinding("one bad thing stopped the run: \(error.sentence)")
        }
        for entry in report.entries {
            for shown in [entry.record.profile, entry.record.collections] {
                try FuzzFinding.unless(
                    !ledger.find(in: JSONValue.object(shown).compactText()),
                    "\(entry.record.key) shows a secret of the run"
                )
            }
        }
        try publish(report, over: memory)
        return report
    }

    /// Writes the status files, and reads back what they remember.
    @discardableResult
    func publish(_ report: RunReport, over memory: RunMemory) throws(FuzzFinding) -> RunMemory {
        var set = SnapshotBuilder(pipelines: pipelines, loginURLs: [:], version: "1.0.0")
            .build(report, over: memory)
        // The schemas are the same on every run.
        set.common = set.common.filter { !$0.key.hasPrefix("schemas/") }
        let result = writer.write(set)
        // A token may be a word of the page itself, `connected`: then the gate keeps the page back.
        for failure in result.failures where !failure.contains("holds a secret") {
            throw FuzzFinding("a status file was not written: \(failure)")
        }
        let remembered = reader.memory()
        guard result.failures.isEmpty else { return remembered }
        for entry in report.entries {
            let record = remembered.records[entry.record.key]
            try FuzzFinding.unless(
                record != nil,
                "the record of \(entry.record.key) can't be read back"
            )
            try FuzzFinding.unless(
                record?.state == entry.record.state && record?.reason == entry.record.reason
                    && record?.generation == entry.record.generation
                    && record?.profile == entry.record.profile
                    && record?.collections == entry.record.collections,
                "the record of \(entry.record.key) reads back as another one"
            )
        }
        return remembered
    }

    /// Plans, which looks at everything and touches nothing, at every clock.
    func plan(memory: RunMemory) async throws(FuzzFinding) {
        for now in Clocks.all {
            clock.now = now
            do {
                let plan = try await pipelineRun().plan(
                    Selection(),
                    memory: memory,
                    everything: false
                )
                try FuzzFinding.unless(
                    plan.plans.allSatisfy { $0.calls >= 0 },
                    "a plan has \(plan.plans.map(\.calls)) calls"
                )
            } catch let error as FuzzFinding {
                throw error
            } catch {
                throw FuzzFinding("one bad thing stopped the plan: \(error)")
            }
        }
        clock.now = Clocks.right
    }
}
