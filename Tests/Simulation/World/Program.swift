import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Snapshot
import Transport
import Vault

/// `latchkey sync` as one process, on a simulated machine.
struct Program: Sendable {
    let stage: Stage
    let pipelines: [String: PipelineDefinition]
    let plain: PlainCipher

    static let environment = [
        "APP_ID": "client-id", "APP_SECRET": "\(ProviderModel.mark)-client",
        "APP_REDIRECT": redirect,
    ]
    static let redirect = "http://127.0.0.1:8765/callback"

    func vault(_ machine: Int) -> ConnectionVault {
        let stage = stage
        return ConnectionVault(
            directory: "c",
            files: SimulatedDisk(stage: stage, machine: machine),
            cipher: SimulatedCipher(stage: stage, machine: machine, plain: plain),
            now: { stage.localNow }
        )
    }

    /// Runs the program; `nil` where it was killed on the way.
    func run(
        on machine: Int,
        _ selection: Selection,
        everything: Bool,
        second: (@Sendable () async -> Void)? = nil
    ) async -> RanProcess? {
        let stage = stage
        let now: @Sendable () -> Date = { stage.localNow }
        let files = SimulatedDisk(stage: stage, machine: machine)
        let ledger = SecretLedger()
        let passing: @Sendable (RunPoint) -> Void = { point in
            stage.with { $0.pass(point, machine) }
        }
        let surroundings = Surroundings(
            now: now,
            transport: RetryingTransport(
                SimulatedTransport(stage: stage, machine: machine, second: second),
                policy: RetryPolicy(),
                sleep: { _ in },
                random: { 0.5 },
                now: now
            ),
            vault: vault(machine),
            ledger: ledger,
            environment: Self.environment,
            overrides: ServerOverrides(),
            durability: SimulatedDurability(stage: stage, machine: machine),
            passing: passing
        )
        let memory = SnapshotReader(directory: "s", files: files).memory()
        let run = PipelineRun(
            surroundings,
            pipelines: pipelines,
            brokenProviders: [],
            control: RunControl(now: now),
            width: 1
        ) { _, _, _ in }
        guard var report = try? await run.run(selection, memory: memory, everything: everything)
        else { return nil }
        if stage.with({ $0.mutation }) == .noSecondLook {
            for index in report.entries.indices where report.entries[index].record.isUnconfirmed {
                report.entries[index].record.state = .needsReconnect
            }
        }
        let set = SnapshotBuilder(pipelines: pipelines, loginURLs: [:], version: "0")
            .build(report, over: memory)
        let writing = SnapshotWriter(directory: "s", files: files, ledger: ledger).write(set)
        run.settle(report, but: writing.untold(of: report.users))
        let isDead = stage.with { stage -> Bool in
            if stage.mutation == .publishesSecrets,
                let token = stage.machines[machine].process.brought.last?.token
            {
                stage.machines[machine].disk.put("s/debug.json", Array(token.utf8))
            }
            return stage.machines[machine].process.isDead
        }
        return isDead ? nil : RanProcess(report: report, writing: writing)
    }
}

extension StageState {
    /// A named moment, at which a process may be killed.
    fileprivate mutating func pass(_ point: RunPoint, _ machine: Int) {
        guard !machines[machine].process.isDead,
            machines[machine].process.faults.crashPoint == point
        else { return }
        machines[machine].process.isDead = true
        machines[machine].process.isTouched = true
        trace.note(now, "  killed at \(point.rawValue)")
    }
}
