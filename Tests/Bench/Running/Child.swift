import Documents
import Glibc

/// A program run to its end, with what the system counted of it.
struct Child {
    /// Its exit status, or 128 and the signal that ended it.
    let status: Int32
    /// From before it started until it was gone.
    let microseconds: Int
    /// The most memory it held at once (ru_maxrss), in bytes; no less than the bench itself holds.
    let peakBytes: Int
    let output: String

    /// Runs a program and waits for it; its errors go where ours go.
    ///
    /// The environment is all it gets. What it prints goes to the file `output`, which is then read
    /// back, and is dropped without one.
    static func run(
        _ arguments: [String],
        environment: [String: String],
        output: String? = nil
    ) throws -> Child {
        let started = ContinuousClock.now
        let process = try unsafe start(arguments, environment: environment) { actions in
            let path = output ?? "/dev/null"
            let writing = O_WRONLY | O_CREAT | O_TRUNC
            _ = unsafe posix_spawn_file_actions_addopen(actions, 1, path, writing, 0o600)
        }
        var status: CInt = 0
        var usage = rusage()
        while unsafe wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError("\(arguments[0]) was lost") }
        }
        let took = started.duration(to: .now)
        let bytes = try output.flatMap { try LocalFileStore().read($0, limit: 1 << 24) }
        let signal = status & 0x7F
        return Child(
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
            microseconds: took.microseconds,
            peakBytes: usage.ru_maxrss << 10,
            output: String(decoding: bytes ?? [], as: UTF8.self)
        )
    }

    /// The same, where anything but success is an error.
    @discardableResult
    static func must(
        _ arguments: [String],
        environment: [String: String],
        output: String? = nil
    ) throws -> Child {
        let child = try run(arguments, environment: environment, output: output)
        guard child.status == 0 else {
            let line = arguments.prefix(3).joined(separator: " ")
            throw BenchError("\(line) … ended with status \(child.status)")
        }
        return child
    }

    /// Starts a program, looked for on `PATH`; standard input is empty.
    static func start(
        _ arguments: [String],
        environment: [String: String],
        _ prepare: (UnsafeMutablePointer<posix_spawn_file_actions_t>) -> Void
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe prepare(&actions)
        var argv = unsafe arguments.map { unsafe strdup($0) }
        var envp = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") }
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        unsafe argv.append(nil)
        unsafe envp.append(nil)
        var process: pid_t = 0
        let started = unsafe posix_spawnp(&process, arguments[0], &actions, nil, &argv, &envp)
        guard started == 0 else {
            throw BenchError("\(arguments[0]) can't be started (error \(started))")
        }
        return process
    }
}
