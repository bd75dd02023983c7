import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// One connection's beginning: authorization, callback, code in the vault, exchange.
struct ConnectRun {
    let session: Session
    let options: ConnectCommand

    private var vault: ConnectionVault { session.surroundings.vault }

    func run() async throws -> ExitStatus {
        let console = session.console
        let user = try Session.user(options.user)
        let pipeline = try session.pipelines.require(options.provider)
        let key = ConnectionKey(user: user, provider: pipeline.provider, label: options.label)
        // Nothing is asked of a person that could not be kept afterwards.
        for warning in try await vault.proveRecipients(now: session.surroundings.now()) {
            console.warning(warning.sentence)
        }
        let known = try await vault.load(user)?.file.connection(key.provider, key.label)
        let values = try self.values(pipeline, try parameters(pipeline, known))
        if let callback = options.callback, callback != "-" {
            return try await take(callback, key, pipeline, values)
        }
        let authorization = try authorization(values)
        let begin = { (file: UserFile) in Enrollment.begin(authorization.pending, key, in: file) }
        if options.printOnly {
            // Whoever brings the callback may be on another machine.
            let status = try await exclusively { work, _ in
                try await work.change(user, begin)
                return .success
            }
            console.result(authorization.url)
            console.hint("then: latchkey connect \(key.provider) --user \(user) --callback URL")
            return status
        }
        // Nobody else's lock is held while the person is at the provider's page.
        let lock = try await session.lock(waiting: .seconds(60))
        try await change(user, begin)
        lock.release()
        return try await take(try await receive(authorization, pipeline), key, pipeline, values)
    }

    /// Keeps the code that a callback brings and, unless it is to wait, exchanges it.
    private func take(
        _ callback: String,
        _ key: ConnectionKey,
        _ pipeline: PipelineDefinition,
        _ values: TemplateValues
    ) async throws -> ExitStatus {
        try await exclusively { work, lock in
            try await work.change(key.user) {
                try work.accept(callback, key, pipeline, $0, values)
            }
            return try await work.finish(key, lock)
        }
    }

    /// Does what changes the vault alone on this machine and, where its results are pushed, alone on
    /// the remote and on top of what is newest there.
    private func exclusively(
        _ body: (ConnectRun, DataLock) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let waiting = options.pushing.wait?.duration ?? .seconds(60)
        let lock = try await session.lock(waiting: waiting)
        defer { lock.release() }
        guard let target = options.pushing.target(session.surroundings.environment) else {
            return try await body(self, lock)
        }
        return try await PushedWork(session: session, target: target, waiting: waiting)
            .run { session in
                try await body(ConnectRun(session: session, options: options), lock)
            }
    }

    /// Changes the user's file as it is now: a run may have written it while the person was away.
    private func change(_ user: UserID, _ change: (UserFile) throws -> UserFile) async throws {
        for attempt in 1... {
            let stored = try await vault.load(user)
            let file = stored?.file ?? UserFile(user: user)
            session.hold(file)
            do {
                _ = try await vault.save(try change(file), replacing: stored?.digest)
                return
            } catch VaultError.changed where attempt < 10 {
                continue
            }
        }
    }

    private func finish(_ key: ConnectionKey, _ lock: DataLock) async throws -> ExitStatus {
        guard !options.defer else {
            session.console.note(
                "\(key): the code waits in the user's file; latchkey sync exchanges it"
            )
            return .success
        }
        return try await SyncRun(session: session, lock: lock).run(
            only: ["\(key.user)/\(key.provider)/\(key.label)"],
            everything: false,
            width: 1,
            deadline: nil
        )
    }

    /// Given parameters over the connection's earlier ones; unknown names are refused.
    private func parameters(
        _ pipeline: PipelineDefinition,
        _ connection: Connection?
    ) throws -> [String: Secret] {
        var parameters = connection?.parameters ?? [:]
        parameters.merge(connection?.pendingAuthorization?.parameters ?? [:]) { _, new in new }
        for text in options.parameters {
            let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(halves[0])
            let definition = pipeline.parameters.first { $0.name == name }
            if halves.count == 2, definition?.isSecret == true {
                session.console.warning(
                    "\(name) is visible in the process list: --param \(name) asks for it instead"
                )
            }
            guard pipeline.parameters.contains(where: { $0.name == name }) else {
                let known = pipeline.parameters.map(\.name).joined(separator: ", ")
                throw CommandFailure(
                    .badInput,
                    "\(pipeline.provider) asks for no parameter \(name)",
                    hint: known.isEmpty ? "it asks for none" : "it asks for: \(known)"
                )
            }
            parameters[name] = Secret(try halves.count == 2 ? String(halves[1]) : asked(name))
        }
        return parameters
    }

    /// A value given without being seen: typed without echo, or a line of standard input.
    private func asked(_ name: String) throws -> String {
        let line =
            StandardInput.isTerminal
            ? StandardInput.readHidden("\(name): ") : StandardInput.readLine()
        guard let line, !line.isEmpty else {
            throw CommandFailure(.badInput, "standard input brought no \(name)")
        }
        return line
    }

    private func values(
        _ pipeline: PipelineDefinition,
        _ parameters: [String: Secret]
    ) throws -> TemplateValues {
        do {
            let values = try TemplateValues(
                pipeline,
                parameters: parameters,
                overrides: session.surroundings.overrides,
                environment: session.surroundings.environment
            )
            for secret in values.secrets { session.surroundings.ledger.hold(secret) }
            return values
        } catch {
            throw session.failure(error)
        }
    }

    private func authorization(_ values: TemplateValues) throws -> Authorization {
        do {
            return try Authorization(values, now: session.surroundings.now())
        } catch {
            throw session.failure(error)
        }
    }

    private func accept(
        _ text: String,
        _ key: ConnectionKey,
        _ pipeline: PipelineDefinition,
        _ file: UserFile,
        _ values: TemplateValues
    ) throws -> UserFile {
        let issuer: String?
        do {
            issuer = try pipeline.authorize.issuer.map { template throws(SetupProblem) in
                try values.fill(template)
            }
        } catch {
            throw session.failure(error)
        }
        do {
            return try Enrollment.accept(
                text,
                key,
                pipeline,
                in: file,
                redirectURI: values.client?.redirectURI ?? "",
                parameters: values.parameters.mapValues(Secret.init),
                issuer: issuer,
                now: session.surroundings.now()
            )
        } catch {
            throw CommandFailure(.badInput, error.description)
        }
    }

    /// The callback, from standard input or from the loopback address of the redirect URI.
    private func receive(
        _ authorization: Authorization,
        _ pipeline: PipelineDefinition
    ) async throws -> String {
        let console = session.console
        let redirectURI = authorization.pending.redirectURI
        let show: @Sendable () -> Void = {
            console.note("open this page as the person who connects:")
            console.result(authorization.url)
        }
        if options.callback == "-" {
            show()
            return try pasted()
        }
        guard
            let receiver = LoopbackReceiver(
                redirectURI: redirectURI,
                state: authorization.pending.state.reveal(),
                providerName: pipeline.name
            )
        else {
            guard StandardInput.isTerminal else {
                throw CommandFailure(
                    .badInput,
                    "the redirect URI \(redirectURI) is no loopback address",
                    hint:
                        "give the callback with --callback URL, or --callback - for standard input"
                )
            }
            show()
            console.note("then paste the address the browser ends at, and press return:")
            return try pasted()
        }
        let opensBrowser = !options.noBrowser
        let callback: String?
        do {
            callback = try await receiver.receive(
                timeout: .seconds(options.timeout.approximateSeconds)
            ) {
                show()
                if opensBrowser { Browser.open(authorization.url) }
                console.note("waiting for the redirect to \(redirectURI)")
            }
        } catch {
            throw CommandFailure(
                .nothingRan,
                "can't listen at the redirect URI \(redirectURI)",
                hint:
                    "end the program that uses the port, or paste: latchkey connect … --callback -"
            )
        }
        guard let callback else {
            throw CommandFailure(
                .nothingRan,
                "no redirect came",
                hint: "paste the address the browser ended at: latchkey connect … --callback 'URL'"
            )
        }
        return callback
    }

    private func pasted() throws -> String {
        guard let line = StandardInput.readLine(), !line.isEmpty else {
            throw CommandFailure(.badInput, "standard input brought no callback")
        }
        return line
    }
}

extension Session {
    func hold(_ file: UserFile) {
        for connection in file.connections { surroundings.ledger.hold(connection) }
    }

    /// A setup problem as a command's end: shown at its place in the pipeline file.
    func failure(_ problem: SetupProblem) -> any Error {
        guard let diagnostic = problem.diagnostic else {
            return CommandFailure(.badInput, problem.sentence)
        }
        let renderer = DiagnosticRenderer(
            sources: pipelines.sources,
            isColoured: console.coloursErrors
        )
        console.plain(renderer.render(diagnostic))
        return ExitStatus.badInput
    }
}
