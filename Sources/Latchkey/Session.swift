import Documents
import Engine
import FoundationEssentials
import Glibc
import Pipeline
import Transport
import Vault

/// What a command works with, built once and taken down at its end.
struct Session {
    let common: CommonOptions
    let console: Console
    let files: LocalFileStore
    let pipelines: PipelineSet
    let surroundings: Surroundings
    let keys: KeyAccess
    let signals: SignalRelay
    /// Inside GitHub Actions only.
    let actions: GitHubActions?

    var statusDirectory: String { "\(common.data)/status" }

    /// Builds a session, runs `body`, and removes what must not stay, whatever `body` throws.
    static func run<Value>(
        _ common: CommonOptions,
        _ servers: ServerOptions,
        _ body: (Session) async throws -> Value
    ) async throws -> Value {
        let environment = ProcessEnvironment.values
        let console = Console(common)
        let overrides = try servers.overrides()
        let files = LocalFileStore()
        let pipelines = PipelineSet(directory: common.pipelines, files: files)
        let actions = GitHubActions(environment: environment)
        let ledger = SecretLedger(onFirstHold: { secret in
            guard actions != nil else { return }
            console.plain(GitHubActions.mask(secret.reveal()))
        })
        // Watched before there is a private key home, which no signal may leave behind.
        let signals = SignalRelay()
        let watch = SignalWatch(signals)
        defer { withExtendedLifetime(watch) {} }
        let keys = try await KeyAccess(environment: environment)
        signals.lead(to: { Self.end($0, keys) })
        let transport = try Self.transport(environment)
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
                transport: Self.retrying(transport),
                vault: vault,
                ledger: ledger,
                environment: environment,
                overrides: overrides
            ),
            keys: keys,
            signals: signals,
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

    private static func transport(_ environment: [String: String]) throws -> CurlTransport {
        var configuration = CurlConfiguration()
        configuration.userAgent = "latchkey/\(Version.text)"
        configuration.authorities = CertificateAuthorities(environment: environment)
        do {
            return try CurlTransport(configuration: configuration)
        } catch {
            throw CommandFailure(.nothingRan, "\(error)")
        }
    }

    private static func retrying(_ base: CurlTransport) -> RetryingTransport<CurlTransport> {
        RetryingTransport(
            base,
            policy: RetryPolicy(),
            sleep: { try await Task.sleep(for: $0) },
            random: { Double.random(in: 0..<1) },
            now: { Date() }
        )
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

    /// Lets the first signal end the run well, and the second at once.
    func letRunEndWell(_ control: RunControl) {
        signals.lead(to: { number in
            signals.lead(to: { Self.end($0, keys) })
            control.stop(.signal(number))
            console.note("finishing what is in flight; a second signal ends at once")
        })
    }

    /// Ends the process as a shell expects of that signal; nothing private stays.
    private static func end(_ number: Int32, _ keys: KeyAccess) {
        keys.remove()
        exit(128 + number)
    }
}
