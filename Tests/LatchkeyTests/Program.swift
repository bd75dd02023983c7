import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
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
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let parts = own.split(separator: "/").dropLast()
        // A test bundle may be a folder of its own.
        let kept = parts.last.map { $0.hasSuffix(".xctest") } == true ? parts.dropLast() : parts
        return kept.reduce("") { $0 + "/" + $1 }
    }()

    /// Runs a shell command with `latchkey` on its path, in a folder, with nothing else inherited.
    static func shell(
        _ command: String, in directory: String, environment: [String: String] = [:],
        input: String = ""
    ) async throws -> Result {
        var variables: [Environment.Key: String] = [
            "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "HOME": directory,
            "LANG": "C.UTF-8", "LATCHKEY_HOME": "\(directory)/home",
        ]
        for (name, value) in environment {
            variables[try #require(Environment.Key(rawValue: name))] = value
        }
        let result = try await run(
            .path("/bin/sh"), arguments: ["-c", command], environment: .custom(variables),
            workingDirectory: FilePath(directory), input: .string(input),
            output: .string(limit: 8 << 20), error: .string(limit: 8 << 20))
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return Result(
            output: result.standardOutput, errors: result.standardError,
            status: status)
    }
}
