import ArgumentParser
import Fuzzing
import Glibc

/// The child of a hunt: runs cases in order, and notes each one's number before it begins.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Run the cases of one seed in this process.",
        shouldDisplay: false
    )

    @Argument var target: String
    @Option var seed: UInt64
    @Option var first = 0
    @Option var end: Int
    @Option(help: "The file that holds the number of the case under way.")
    var note: String?

    func run() async throws {
        let target = try TargetName.target(target)
        ChildLimits.set()
        let watchdog = Watchdog(seconds: ChildLimits.caseSeconds)
        let file = note.map { unsafe open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o600) }
        for number in first..<max(first, end) {
            if let file { Self.write(number, to: file) }
            watchdog.begin("\(target.name), seed \(seed), case \(number)")
            do throws(FuzzFinding) {
                try await FuzzCase(target, seed: seed, number: number).run()
            } catch {
                ChildLimits.complain(error.description)
                throw ExitCode(ChildLimits.findingStatus)
            }
            watchdog.end()
        }
    }

    /// Ten digits: a later number covers an earlier one whole.
    private static func write(_ number: Int, to file: Int32) {
        let digits = String(number)
        let text = Array((String(repeating: "0", count: 10 - digits.count) + digits).utf8)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, $0.count, 0) }
    }
}
