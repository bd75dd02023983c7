import ArgumentParser
import Fuzzing
import Glibc

/// Prints the input of one case.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Print the input that a seed and a number make."
    )

    @Argument var target: String
    @Argument var seed: UInt64
    @Argument var number: Int

    func run() throws {
        let input = FuzzCase(try TargetName.target(target), seed: seed, number: number).input()
        _ = unsafe input.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
    }
}
