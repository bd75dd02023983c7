import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// One connection, one hostile provider, one vault, one clock: runs follow each other as processes do.
///
/// A run knows what the vault holds and what the run before told, and nothing else.
struct Stage: Sendable {
    /// How the connection stands when the curtain rises.
    enum Beginning: Sendable {
        /// A code has just come back from the provider.
        case code
        /// A grant with a good access token, old enough to be renewed, with no renewal due.
        case fresh
        /// A grant whose renewal is due.
        case due
    }

    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    static let code = "kit-code-p0o9i8"
    static let user = "kit"

    let grounds: Grounds
    let blueprint: Blueprint
    let clock: StageClock
    let provider: HostileProvider
    let disk = StageDisk(["vault/.gpg-id": Array("\(StageCipher.recipient)\n".utf8)])
    private let url: String
    private let name: String
    /// What runs told; the next one's memory.
    var memory = RunMemory()
    var findings = Findings()
    /// Whether the provider has said, truly or not, that the grant is gone.
    var wasToldGone = false

    init(
        _ grounds: Grounds,
        _ blueprint: Blueprint,
        _ beginning: Beginning
    ) async throws(StageProblem) {
        self.grounds = grounds
        self.blueprint = blueprint
        let clock = StageClock(Self.start)
        let provider = HostileProvider(blueprint, code: Self.code) { clock.now }
        self.clock = clock
        self.provider = provider
        (url, name) = grounds.server.open { provider.answer($0) }
        try await enroll(opening(beginning))
    }

    /// No more requests are answered.
    func close() { grounds.server.close(name) }

    var vault: ConnectionVault {
        let clock = clock
        return ConnectionVault(directory: "vault", files: disk, cipher: StageCipher()) { clock.now }
    }

    /// The connection as the vault has it.
    func stored() async throws(StageProblem) -> Connection {
        do {
            guard let user = UserID(Self.user), let file = try await vault.load(user)?.file,
                let connection = file.connection(
                    blueprint.pipeline.provider,
                    Connection.defaultLabel
                )
            else { throw StageProblem("the vault has lost the connection") }
            return connection
        } catch let error as VaultError {
            throw StageProblem(error.sentence)
        } catch let error as StageProblem {
            throw error
        } catch {
            throw StageProblem("the vault can't be read")
        }
    }

    /// One run over everything.
    ///
    /// - Parameters:
    ///   - patience: How long it waits for answers.
    ///   - refused: True where the provider accepts no connection.
    ///   - end: The moment at which the process dies; what it knew is gone.
    ///   - occurrence: Which passing of that moment it is, from 1.
    /// - Throws: What kept the kit itself from going on.
    /// - Returns: What the run left behind, already inspected.
    mutating func run(
        _ patience: Grounds.Patience = .patient,
        refused: Bool = false,
        dyingAt end: RunPoint? = nil,
        occurrence: Int = 1
    ) async throws(StageProblem) -> Look {
        let before = provider.ledger
        let scissors = Scissors()
        disk.cut(with: scissors)
        let clock = clock
        let ledger = SecretLedger()
        let overrides = ServerOverrides(
            options: [
                "\(blueprint.pipeline.provider)=\(refused ? grounds.server.refusingURL : url)"
            ]
        )
        guard let overrides else { throw StageProblem("the provider's name can't be overridden") }
        let run = PipelineRun(
            Surroundings(
                now: { clock.now },
                transport: grounds.transport(patience, scissors),
                vault: vault,
                ledger: ledger,
                environment: blueprint.standIns.environment,
                overrides: overrides,
                passing: { if $0 == end { scissors.shut(atTurn: occurrence) } }
            ),
            pipelines: [blueprint.pipeline.provider: blueprint.pipeline],
            brokenProviders: [],
            control: RunControl { clock.now },
            width: 1
        ) { _, _, _ in }
        let report: RunReport
        do {
            report = try await run.run(Selection(), memory: memory, everything: true)
        } catch {
            throw StageProblem(error.sentence)
        }
        guard let entry = report.entries.first else {
            throw StageProblem("the run's report does not name the connection")
        }
        if !scissors.areShut {
            // The memory is what the status files would tell the next run.
            for entry in report.entries { memory.records[entry.record.key] = entry.record }
            memory.dataThrough = report.startedAt
            run.settle(report)
        }
        disk.cut(with: Scissors())
        let after = provider.ledger
        let look = Look(
            record: entry.record,
            failure: entry.failure,
            notes: entry.notes,
            actions: entry.plan?.actions ?? [],
            stored: try await stored(),
            codeCalls: after.codeCalls - before.codeCalls,
            refreshCalls: after.refreshCalls - before.refreshCalls,
            readCalls: after.readCalls - before.readCalls
        )
        if !scissors.areShut { inspect(look, after, ledger) }
        return look
    }

    /// Ends the grant at the provider, as `latchkey disconnect` does; what kept it from that.
    func revoke() async throws(StageProblem) -> Failure? {
        let pipeline = blueprint.pipeline
        guard let request = pipeline.revoke, let grant = try await stored().grant,
            let overrides = ServerOverrides(options: ["\(pipeline.provider)=\(url)"])
        else { return nil }
        let clock = clock
        do {
            let values = try TemplateValues(
                pipeline,
                parameters: blueprint.standIns.parameters,
                overrides: overrides,
                environment: blueprint.standIns.environment
            ).with(grant, accountID: StandIns.accountID)
            let transport = grounds.transport(.patient, Scissors())
            try await Revocation(StepRunner(transport, pipeline) { clock.now })
                .revoke(request, values)
            return nil
        } catch let error as Failure {
            return error
        } catch {
            throw StageProblem("the pipeline's variables have no values")
        }
    }

    func advance(hours: Double) { clock.advance(hours: hours) }

    private func enroll(_ connection: Connection) async throws(StageProblem) {
        guard let user = UserID(Self.user) else { return }
        do {
            _ = try await vault.save(
                UserFile(user: user, connections: [connection]),
                replacing: nil
            )
        } catch {
            throw StageProblem(error.sentence)
        }
    }
}
