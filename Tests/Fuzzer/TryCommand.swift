import ArgumentParser
import Documents
import Fuzzing

/// Puts one file through a target: a kept input, once more.
struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Put one file through a target."
    )

    @Argument var target: String
    @Argument var file: String

    func run() async throws {
        let target = try TargetName.target(target)
        guard let input = try LocalFileStore().read(file, limit: 1 << 30) else {
            throw ValidationError("there is no file \(file)")
        }
        ChildLimits.set()
        let watchdog = Watchdog(seconds: ChildLimits.caseSeconds)
        watchdog.begin(file)
        do throws(FuzzFinding) {
            try await target.check(input)
        } catch {
            ChildLimits.complain(error.description)
            throw ExitCode(ChildLimits.findingStatus)
        }
    }
}
