import Subprocess

/// Runs git in one folder: no prompt, no pager, no user's hooks, English answers.
package struct Git: Sendable {
    /// The folder git starts in.
    let folder: String
    private let environment: [String: String]

    /// The most a command may print, in bytes.
    private static let outputLimit = 256 << 20

    /// - Parameters:
    ///   - folder: The folder git starts in.
    ///   - environment: What git, ssh and credential helpers get to see; no token and no key.
    package init(folder: String, environment: [String: String]) {
        self.folder = folder
        var environment = environment
        // A hook's own index and prefix would be taken for the repository's.
        for name in ["GIT_INDEX_FILE", "GIT_PREFIX", "GIT_DIR", "GIT_WORK_TREE"] {
            environment[name] = nil
        }
        environment["LC_ALL"] = "C"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_EDITOR"] = "true"
        environment["GIT_PAGER"] = "cat"
        environment["GIT_ADVICE"] = "0"
        self.environment = environment
    }

    /// The same git in another folder.
    func moved(to folder: String) -> Git {
        Git(folder: folder, environment: environment)
    }

    /// The same git, with more in its environment.
    func adding(_ more: [String: String]) -> Git {
        Git(folder: folder, environment: environment.merging(more) { $1 })
    }

    /// Runs a command that has to succeed.
    ///
    /// - Throws: `GitFailure` with git's own words where its status is not 0.
    @discardableResult
    func run(
        _ arguments: [String],
        input: [UInt8] = [],
        index: String? = nil,
        within limit: Duration = .seconds(120)
    ) async throws(GitFailure) -> GitAnswer {
        let answer = try await ask(arguments, input: input, index: index, within: limit)
        guard answer.status == 0 else {
            let command = arguments.first { !$0.hasPrefix("-") } ?? "git"
            throw GitFailure(.other, "git \(command) failed: \(answer.complaint)")
        }
        return answer
    }

    /// Runs a command whose status is an answer.
    ///
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - input: Standard input.
    ///   - index: The path of another index than the repository's.
    ///   - limit: It is ended after this long.
    /// - Throws: Only where it can't be run to its end.
    /// - Returns: Its status and what it printed.
    func ask(
        _ arguments: [String],
        input: [UInt8] = [],
        index: String? = nil,
        within limit: Duration = .seconds(120)
    ) async throws(GitFailure) -> GitAnswer {
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment {
            guard let key = Environment.Key(rawValue: name) else { continue }
            variables[key] = value
        }
        if let index { variables["GIT_INDEX_FILE"] = index }
        let settings = ["-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"]
        // A line end inside a ciphertext is no line end.
        let binary = ["-c", "core.autocrlf=false", "-c", "core.safecrlf=false"]
        return try await Self.finish(
            Arguments(["-C", folder] + settings + binary + arguments),
            .custom(variables),
            input,
            within: limit,
            name: arguments.first { !$0.hasPrefix("-") } ?? "git"
        )
    }

    private static func finish(
        _ arguments: Arguments,
        _ environment: Environment,
        _ input: [UInt8],
        within limit: Duration,
        name: String
    ) async throws(GitFailure) -> GitAnswer {
        let result = await withTaskGroup(of: Result<GitAnswer, GitFailure>.self) { group in
            group.addTask { await start(arguments, environment, input) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return .failure(
                    GitFailure(
                        .remote,
                        "git \(name) did not end within \(limit.components.seconds) s"
                    )
                )
            }
            let first = await group.next() ?? .failure(GitFailure(.other, "git did not run"))
            group.cancelAll()
            return first
        }
        return try result.get()
    }

    private static func start(
        _ arguments: Arguments,
        _ environment: Environment,
        _ input: [UInt8]
    ) async -> Result<GitAnswer, GitFailure> {
        var options = PlatformOptions()
        // A key pressed at the terminal must not end a push half way.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        do {
            let result = try await Subprocess.run(
                .name("git"),
                arguments: arguments,
                environment: environment,
                platformOptions: options,
                input: .array(input),
                output: .bytes(limit: outputLimit),
                error: .string(limit: 1 << 20)
            )
            let status: Int32 =
                switch result.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): 128 + signal
                }
            return .success(
                GitAnswer(
                    status: status,
                    output: result.standardOutput,
                    errors: result.standardError
                )
            )
        } catch let error as SubprocessError where error.code == .executableNotFound {
            return .failure(GitFailure(.noGit, "there is no git: install it"))
        } catch {
            return .failure(GitFailure(.noGit, "git could not be run to its end"))
        }
    }
}
