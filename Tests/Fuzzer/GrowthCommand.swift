import ArgumentParser
import Fuzzing
import Glibc

/// Measures how a target's time grows with its input: what doubles should double.
struct GrowthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "Time inputs of doubled size; a measurement to be read, not a test."
    )

    @Argument(help: "A target; all of them where none is named.")
    var target: String?

    @Option(help: "The largest input, in KiB.")
    var largest = 512

    func run() async throws {
        let targets = try target.map { [try TargetName.target($0)] } ?? FuzzTargets.all
        for target in targets {
            for growth in Growth.all(of: target) {
                await measure(target, growth)
            }
        }
    }

    private func measure(_ target: any FuzzTarget, _ growth: Growth) async {
        var times: [(size: Int, seconds: Double)] = []
        var size = largest * 128
        while size <= largest * 1024 {
            let input = growth.input(size: size)
            let begun = clock()
            try? await target.check(input)
            let seconds = Double(clock() - begun) / Double(CLOCKS_PER_SEC)
            times.append((input.count, seconds))
            // The next would take four times as long at least.
            if seconds > 20 { break }
            size *= 2
        }
        guard let last = times.last, last.seconds > 0.1, let first = times.first else { return }
        let grown = last.seconds / max(first.seconds, 1e-6)
        let factor = Double(last.size) / Double(first.size)
        let figures = times.map { "\($0.size >> 10) KiB \(Int($0.seconds * 1000)) ms" }
        ChildLimits.say(
            "\(target.name), \(growth.name): \(figures.joined(separator: ", "))"
                + (grown > 1.6 * factor ? "  GROWS \(Int(grown)) times for \(Int(factor))" : "")
        )
    }
}
