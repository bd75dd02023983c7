internal import FoundationEssentials
internal import Glibc

/// Another program, run to its end for a test: input, output and exit status, nothing more.
package enum Subprogram {
    /// The program could not be started, or its status was not 0.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a program found in `PATH` and returns its standard output.
    ///
    /// Input and output go through files, so that neither side waits for the other.
    @discardableResult
    package static func run(
        _ program: String,
        _ arguments: [String],
        input: [UInt8] = []
    ) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let (inputPath, outputPath) = (folder.path + "/in", folder.path + "/out")
        let errorPath = folder.path + "/err"
        try Data(input).write(to: URL(filePath: inputPath))
        var actions = unsafe posix_spawn_file_actions_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 1, outputPath, writing, 0o600)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, 2, errorPath, writing, 0o600)
        var argv = unsafe ([program] + arguments).map { unsafe strdup($0) }
        defer { unsafe argv.forEach { unsafe free($0) } }
        unsafe argv.append(nil)
        var process: pid_t = 0
        let started = unsafe posix_spawnp(&process, program, &actions, nil, &argv, environ)
        guard started == 0 else { throw Failure(description: "can't start \(program)") }
        var status: CInt = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw Failure(description: "lost \(program)") }
        }
        guard status == 0 else {
            let told = (try? Data(contentsOf: URL(filePath: errorPath))) ?? Data()
            throw Failure(
                description: "\(program) ended with status \(status >> 8): "
                    + String(decoding: told, as: UTF8.self)
            )
        }
        return Array(try Data(contentsOf: URL(filePath: outputPath)))
    }
}
