import Documents
import Engine
import FoundationEssentials
import Pipeline
import Transport
import Vault

/// What a command works with, built once and taken down at its end.
struct Session {
    let common: SharedOptions
    let console: Console
    let files: LocalFileStore
    let pipelines: PipelineSet
    var surroundings: Surroundings
    let keys: KeyAccess
    let signals: SignalRelay
    /// How many calls at once the providers' hosts have borne.
    let hosts: HostMemory
    /// Inside GitHub Actions only.
    let actions: GitHubActions?

    var statusDirectory: String { "\(common.data)/status" }
    var lockPath: String { "\(common.data)/connections/.lock" }

    /// Builds a session, runs `body`, and removes what must not stay, whatever `body` throws.
    ///
    /// With `jitter` it first waits so long: before it reads, makes or locks anything.
    static func run<Value>(
        _ common: SharedOptions,
        _ servers: ServerOptions,
        after jitter: Jitter? = nil,
        _ body: (Session) async throws -> Value
    ) async throws -> Value {
        let environment = ProcessEnvironment.values
        // gpg closes every descriptor up to this limit when it starts.
        DescriptorLimit.narrow()
        let console = Console(common)
        let overrides = try servers.overrides()
        let signals = SignalRelay(console)
        let watch = SignalWatch(first: { signals.first($0) }, second: { signals.end($0) })
        defer { withExtendedLifetime(watch) {} }
        try await signals.endingAtOnce { try await jitter?.wait(telling: console) }
        let crash = try CrashSwitch(environment)
        let files = LocalFileStore(passing: crash?.writing)
        let pipelines = PipelineSet(directory: common.pipelines, files: files)
        if let (name, meant) = overrides.misspelt(among: Array(pipelines.definitions.values)).first
        {
            throw CommandFailure(
                .badInput,
                "--server names \(name), which no pipeline file has",
                hint: meant.map { "did you mean \($0)?" }
            )
        }
        let actions = GitHubActions(environment: environment)
        let ledger = SecretLedger(onFirstHold: { secret in
            guard actions != nil else { return }
            console.plain(GitHubActions.mask(secret.reveal()))
        })
        let keys = try await KeyAccess(environment: environment)
        signals.atEnd { keys.remove() }
        let hosts = HostMemory()
        let transport = try Self.transport(environment, hosts)
        signals.cutCalls { Task { await transport.shutdown() } }
        let vault = ConnectionVault(
            directory: "\(common.data)/connections",
            files: files,
            cipher: keys.cipher()
        )
        let session = Session(
            common: common,
            console: console,
            files: files,
            pipelines: pipelines,
            surroundings: Surroundings(
                now: { Date() },
                transport: Self.retrying(transport, signals),
                vault: vault,
                ledger: ledger,
                environment: environment,
                overrides: overrides,
                patience: Self.patience(signals),
                passing: { crash?.pass(.run($0)) }
            ),
            keys: keys,
            signals: signals,
            hosts: hosts,
            actions: actions
        )
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(session))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        keys.remove()
        return try result.get()
    }

    private static func transport(
        _ environment: [String: String],
        _ hosts: HostMemory
    ) throws -> CurlTransport {
        var configuration = CurlConfiguration()
        configuration.hosts = hosts
        configuration.userAgent = "latchkey/\(Version.text)"
        configuration.calls = min(configuration.calls, DescriptorLimit.connections)
        configuration.authorities = CertificateAuthorities(environment: environment)
        do {
            return try CurlTransport(configuration: configuration)
        } catch {
            throw CommandFailure(.nothingRan, "\(error)")
        }
    }

    private static func retrying(
        _ base: CurlTransport,
        _ signals: SignalRelay
    ) -> RetryingTransport<CurlTransport> {
        RetryingTransport(
            base,
            policy: RetryPolicy(repeatsLimits: false),
            sleep: { duration in
                let end = ContinuousClock.now.advanced(by: duration)
                while ContinuousClock.now < end {
                    // A run that is ending does not wait to try again.
                    if signals.isEnding { throw CancellationError() }
                    try await Task.sleep(for: .milliseconds(100))
                }
            },
            random: { Double.random(in: 0..<1) },
            now: { Date() }
        )
    }

    /// What a limit asks for is waited out where it is short; the rest is left for the next run.
    private static func patience(_ signals: SignalRelay) -> LimitPatience {
        LimitPatience(longest: 60, attempts: 4) { seconds in
            let end = ContinuousClock.now.advanced(by: .milliseconds(Int64(seconds * 1000) + 1))
            while ContinuousClock.now < end, !signals.isEnding {
                let left = ContinuousClock.now.duration(to: end)
                try? await Task.sleep(for: min(left, .milliseconds(100)))
            }
        }
    }

    /// Refuses a data directory that isn't there: a misspelt one must not look like an empty one.
    func requireData() throws {
        let directory = "\(common.data)/connections"
        guard Disk.isFolder(directory) else {
            throw CommandFailure(
                .nothingRan,
                "there is no directory \(directory)",
                hint: "latchkey init makes it, --data names another"
            )
        }
    }

    /// Reads `--only`; says what is wrong with it.
    func selection(_ only: [String]) throws -> Selection {
        let providers = Set(pipelines.definitions.keys).union(pipelines.brokenProviders)
        guard let selection = Selection(only, providers: providers) else {
            throw CommandFailure(
                .badInput,
                "--only takes USER, PROVIDER, USER/PROVIDER or USER/PROVIDER/LABEL"
            )
        }
        return selection
    }

    static func user(_ text: String) throws -> UserID {
        guard let user = UserID(text) else {
            throw CommandFailure(
                .badInput,
                "\(text) is no user id",
                hint: "1 to 128 of A-Z a-z 0-9 . _ @ - and no leading dot"
            )
        }
        return user
    }

    /// Shows what is wrong with the pipeline files, on standard error.
    func printDiagnostics() {
        let renderer = DiagnosticRenderer(
            sources: pipelines.sources,
            isColoured: console.coloursErrors
        )
        for diagnostic in pipelines.diagnostics { console.plain(renderer.render(diagnostic)) }
    }

    /// Authorization links of the providers whose client is in the environment; a provider with
    /// parameters has one link per connection, so none here.
    func loginURLs() -> [String: String] {
        var urls: [String: String] = [:]
        for (provider, pipeline) in pipelines.definitions {
            guard
                let values = try? TemplateValues(
                    pipeline,
                    parameters: [:],
                    overrides: surroundings.overrides,
                    environment: surroundings.environment
                )
            else { continue }
            urls[provider] = try? AuthorizationURL.build(values, state: nil, challenge: nil)
        }
        return urls
    }

    /// The lock on the data directory, for what spends or writes.
    ///
    /// - Parameters:
    ///   - waiting: How long to wait for whoever holds it.
    ///   - deadline: How long the run may start something new, where that is limited.
    /// - Throws: `CommandFailure` that says who holds it.
    /// - Returns: The lock, held until it is released or the process ends.
    func lock(waiting: Duration = .zero, deadline: Span? = nil) async throws -> DataLock {
        try requireData()
        let path = lockPath
        let machine = Machine(environment: surroundings.environment)
        let end = ContinuousClock.now.advanced(by: waiting)
        while true {
            do {
                let now = surroundings.now()
                return try DataLock(
                    path,
                    machine: machine,
                    now: now,
                    until: deadline?.adding(to: now)
                )
            } catch DataLock.Refusal.held(let holder) {
                guard ContinuousClock.now < end else {
                    throw CommandFailure(
                        .locked,
                        "another run is at work on \(common.data): \(holder)",
                        hint: "wait for it; two at once would spend the same one-time tokens"
                    )
                }
                try await Task.sleep(for: .milliseconds(200))
            } catch DataLock.Refusal.unusable(let reason) {
                throw CommandFailure(
                    .nothingRan,
                    "can't lock \(path): \(reason)",
                    hint: "latchkey init makes the data directory, --data names another"
                )
            }
        }
    }
}
