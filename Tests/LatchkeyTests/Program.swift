import FoundationEssentials
import Glibc
import Subprocess
import Testing

/// The built program, run as a person runs it.
enum Program {
    struct Result: Sendable {
        var output: String
        var errors: String
        var status: Int32
    }

    /// The folder of the built binaries: the test runner lies beside them.
    static let folder: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let candidates = [CommandLine.arguments.first ?? "", own ?? ""]
        let folders = candidates.map { path in
            var parts = path.split(separator: "/").dropLast()
            // A test bundle may be a folder of its own.
            if parts.last?.hasSuffix(".xctest") == true { parts.removeLast() }
            return parts.reduce("") { $0 + "/" + $1 }
        }
        let isBuilt = { (folder: String) in
            FileManager.default.isExecutableFile(atPath: folder + "/latchkey")
        }
        return folders.first(where: isBuilt) ?? Project.root + "/.build/debug"
    }()

    /// Runs a shell command with `latchkey` on its path, in a folder, with nothing else inherited.
    static func shell(
        _ command: String,
        in directory: String,
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> Result {
        let result = try await run(
            .name("env"),
            arguments: ["-C", directory, "/bin/sh", "-c", command],
            environment: .custom(try variables(in: directory, environment)),
            input: .string(input),
            output: .string(limit: 8 << 20),
            error: .string(limit: 8 << 20)
        )
        return Result(
            output: result.standardOutput,
            errors: result.standardError,
            status: status(result.terminationStatus)
        )
    }

    /// Runs one of the built programs and talks with it; its whole output and exit status.
    ///
    /// The program is ended when the talk fails, so that nothing outlives its test.
    static func talk(
        _ program: String,
        _ arguments: [String],
        in directory: String,
        environment: [String: String] = [:],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        let result = try await run(
            .name("env"),
            arguments: Arguments(["-C", directory, "\(folder)/\(program)"] + arguments),
            environment: .custom(try variables(in: directory, environment)),
            input: .inputWriter,
            output: .sequence,
            error: .combinedWithOutput
        ) { execution in
            var conversation = Conversation(execution)
            do {
                try await body(&conversation)
                try await conversation.listenToEnd()
            } catch {
                try? execution.send(signal: .kill)
                throw error
            }
            return conversation.text
        }
        return (result.closureResult, status(result.terminationStatus))
    }

    private static func variables(
        in directory: String,
        _ more: [String: String]
    ) throws -> [Environment.Key: String] {
        var variables: [Environment.Key: String] = [
            "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "HOME": directory,
            "LANG": "C.UTF-8", "LATCHKEY_HOME": "\(directory)/home",
        ]
        for (name, value) in more {
            variables[try #require(Environment.Key(rawValue: name))] = value
        }
        return variables
    }

    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
