import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Transport
import Vault

@testable import Engine

/// A vault, a clock and pipelines, for runs one after the other.
///
/// Each run is as a process of its own: it knows what is in the
/// files and what the run before it reported, and nothing else.
struct Scene: Sendable {
    let clock = ManualClock(Sample.now)
    let cipher = PlainCipher()
    let disk = StubbornFileStore(
        InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
    )
    let pipelines: [String: PipelineDefinition]
    var brokenProviders: Set<String> = []
    var environment = Sample.environment
    var memory = RunMemory()
    var width = 1
    /// Whether a run waits within itself: then the clock moves on by as much.
    var isPatient = false

    init(_ texts: [String: String] = ["plain": Sample.plain]) throws {
        pipelines = try Dictionary(
            uniqueKeysWithValues: texts.map {
                ($0.key, try Sample.pipeline($0.value, name: $0.key))
            }
        )
    }

    init(pipelines: [PipelineDefinition]) {
        self.pipelines = Dictionary(uniqueKeysWithValues: pipelines.map { ($0.provider, $0) })
    }

    var vault: ConnectionVault { ConnectionVault(directory: "c", files: disk, cipher: cipher) }

    /// Writes a user's file with these connections in it.
    func enroll(_ user: String = "alice", _ connections: Connection...) async throws {
        _ = try await vault.save(
            UserFile(user: try Sample.user(user), connections: connections),
            replacing: nil
        )
    }

    /// A connection as the file on disk has it at this moment.
    func stored(
        _ user: String = "alice",
        _ provider: String = "plain",
        label: String = Connection.defaultLabel
    ) async throws -> Connection {
        let file = try await vault.load(try Sample.user(user))
        return try #require(file?.file.connection(provider, label))
    }

    func control(deadline: Date? = nil) -> RunControl {
        let clock = clock
        return RunControl(deadline: deadline) { clock.now }
    }

    mutating func run(
        _ transport: any HTTPTransport,
        only: [String] = [],
        everything: Bool = false,
        spendsOlder: Bool = false,
        control: RunControl? = nil,
        durability: any Durability = DiskDurability(),
        isSettled: Bool = true,
        mostCalls: Int? = nil,
        steady: [String] = [],
        answersResting basis: String? = nil,
        keepLimits: @escaping @Sendable (LimitRecord) -> Void = { _ in },
        foretell: (@Sendable (UserID, [RunReport.Entry]) -> Void)? = nil
    ) async throws -> RunReport {
        let clock = clock
        let vault = vault
        var surroundings = Surroundings(
            now: { clock.now },
            transport: transport,
            vault: vault,
            ledger: SecretLedger(),
            environment: environment,
            overrides: ServerOverrides(),
            durability: durability,
            patience: isPatient
                ? LimitPatience(longest: 60, attempts: 4) {
                    clock.advance(hours: $0 / 3600)
                    await Task.yield()
                }
                : .none
        )
        surroundings.keepLimits = keepLimits
        surroundings.foretell = foretell
        if let basis {
            await vault.openPack(users: try vault.users().count)
            surroundings.answers = AnswerShelf(vault, basis: basis)
        }
        let run = PipelineRun(
            surroundings,
            pipelines: pipelines,
            brokenProviders: brokenProviders,
            control: control ?? self.control(),
            width: width
        ) { _, _, _ in }
        let selection = try #require(Selection(only, providers: Set(pipelines.keys)))
        let report = try await run.run(
            selection,
            memory: memory,
            everything: everything,
            spendsOlder: spendsOlder,
            mostCalls: mostCalls,
            steady: Set(steady.compactMap { UserID($0) })
        )
        if let answers = surroundings.answers {
            let users = try vault.users()
            await answers.close(keeping: users)
            _ = await vault.closePack(keeping: users)
        }
        memory.limits = report.limits
        memory.behind = report.behind
        for entry in report.entries { memory.records[entry.record.key] = entry.record }
        if isSettled { run.settle(report) }
        if !report.isPartial { memory.dataThrough = report.startedAt }
        return report
    }

    /// A code that has just come back from the provider.
    static func code(attempted: Bool = false, minutesAgo: Double = 1) -> PendingCode {
        PendingCode(
            code: Secret("code-of-alice"),
            redirectURI: "http://127.0.0.1:8765/callback",
            verifier: nil,
            receivedAt: Sample.now.addingTimeInterval(-minutesAgo * 60),
            attemptedAt: attempted ? Sample.now : nil
        )
    }

    /// A connection whose access token is over, so that reading data needs a refresh.
    static func due(
        _ provider: String = "plain",
        label: String = Connection.defaultLabel,
        refresh: String = "refresh-token-1"
    ) -> Connection {
        Connection(
            provider: provider,
            label: label,
            grant: Sample.grant(refresh: refresh, accessEnds: -60),
            generation: 1
        )
    }
}

extension RunReport {
    /// The record of the one connection a test looks at.
    func record(
        _ user: String = "alice",
        label: String = Connection.defaultLabel
    ) throws -> ConnectionRecord {
        try entry(user, label: label).record
    }

    func entry(
        _ user: String = "alice",
        label: String = Connection.defaultLabel
    ) throws -> RunReport.Entry {
        try #require(
            entries.first { $0.record.key.user.text == user && $0.record.key.label == label }
        )
    }
}

extension ScriptedTransport {
    /// The calls made, as messages name them.
    var calls: [String] { requests.map(\.description) }

    /// How many calls went to a token endpoint.
    var tokenCalls: Int { calls.count { $0.hasSuffix("/token") } }
}

extension HTTPRequest {
    /// A field of the form it carries.
    func field(_ name: String) -> String? {
        FormEncoding.fields(String(decoding: body ?? [], as: UTF8.self))
            .first { $0.name == name }?.value
    }
}
