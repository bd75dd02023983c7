import Glibc

/// A program that runs for the length of a test, its output read line by line.
final class ChildProcess: Sendable {
    private let id: pid_t
    private let output: Int32

    /// Nil when the program cannot be started.
    ///
    /// It is looked for in `PATH`, reads nothing, and complains to nobody.
    init?(_ arguments: [String]) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        _ = unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var words = unsafe arguments.map { unsafe strdup($0) }
        defer { unsafe words.forEach { unsafe free($0) } }
        unsafe words.append(nil)
        var id: pid_t = 0
        let program = arguments.first ?? ""
        let status = unsafe posix_spawnp(&id, program, &actions, nil, &words, environ)
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            return nil
        }
        self.id = id
        output = ends[0]
    }

    deinit {
        close(output)
    }

    /// The next line of output without its break; nil at the end.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Ends it, and waits until it has ended.
    ///
    /// The threads that run tests block signals, and a child inherits that; only this one gets
    /// through.
    func stop() {
        kill(id, SIGKILL)
        while waitpid(id, nil, 0) == -1 && errno == EINTR {}
    }
}
