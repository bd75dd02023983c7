import FoundationEssentials
import Glibc
import Simulation

/// `latchkey-simulate SEEDS [--days N] [--mutation NAME] [--trace]`: exit status 1 where a promise is broken.
@main
struct Simulate {
    static func main() async {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let isTraced = arguments.contains("--trace")
        arguments.removeAll { $0 == "--trace" }
        var mutation = Mutation.none
        if let place = arguments.firstIndex(of: "--mutation"), place + 1 < arguments.count {
            guard let named = Mutation(rawValue: arguments[place + 1]) else { return usage() }
            mutation = named
            arguments.removeSubrange(place...(place + 1))
        }
        var days = Double.infinity
        if let place = arguments.firstIndex(of: "--days"), place + 1 < arguments.count {
            guard let number = Double(arguments[place + 1]), number > 0 else { return usage() }
            days = number
            arguments.removeSubrange(place...(place + 1))
        }
        guard arguments.count == 1, let range = SeedRange(arguments[0]) else { return usage() }
        let started = ContinuousClock.now
        let outcome = await run(range, mutation, days)
        let took = started.duration(to: .now).components
        let seconds = Double(took.seconds) + Double(took.attoseconds) * 1e-18
        progress("\r\u{1B}[K")
        let summary = Summary(tally: outcome.tally, seeds: outcome.seeds, seconds: seconds)
        for line in summary.lines { print(line) }
        if let seed = outcome.failed {
            await tell(seed, mutation, days)
            exit(1)
        }
        if isTraced, range.seeds.count == 1 {
            let again = await Simulator.simulate(
                seed: range.seeds.lowerBound,
                mutation: mutation,
                days: days,
                isTraced: true
            )
            for line in again.trace.lines { print(line) }
        }
    }

    private struct Outcome {
        var tally = Tally()
        var seeds = 0
        /// The lowest seed that failed.
        var failed: UInt64?
    }

    /// Every seed, as many at once as there are cores; none is begun after a failure.
    private static func run(_ range: SeedRange, _ mutation: Mutation, _ days: Double) async
        -> Outcome
    {
        var outcome = Outcome()
        await withTaskGroup(of: SimulationOutcome.self) { group in
            var next = range.seeds.lowerBound
            func add() {
                guard next <= range.seeds.upperBound, outcome.failed == nil else { return }
                let seed = next
                group.addTask {
                    await Simulator.simulate(seed: seed, mutation: mutation, days: days)
                }
                next += 1
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { add() }
            while let result = await group.next() {
                outcome.tally += result.tally
                outcome.seeds += 1
                if !result.violations.isEmpty {
                    outcome.failed = min(outcome.failed ?? .max, result.seed)
                }
                if outcome.seeds % 10 == 0 {
                    progress(
                        "\r\(outcome.seeds) of \(range.seeds.count) seeds, "
                            + "\(Int(outcome.tally.accountYears)) account-years"
                    )
                }
                add()
            }
        }
        return outcome
    }

    /// The same seed once more, with every event written down.
    private static func tell(_ seed: UInt64, _ mutation: Mutation, _ days: Double) async {
        let again = await Simulator.simulate(
            seed: seed,
            mutation: mutation,
            days: days,
            isTraced: true
        )
        print("\nseed \(seed) breaks a promise; make simulate SEEDS=\(seed) repeats it:")
        for line in again.trace.lines.suffix(200) { print(line) }
        for violation in again.violations { print("broken: \(violation)") }
    }

    private static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        unsafe Array(text.utf8).withUnsafeBytes { bytes in
            // What of a progress line is not shown is not missed.
            _ = unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    private static func usage() {
        print("usage: latchkey-simulate SEEDS [--days N] [--mutation NAME] [--trace]")
        print("  SEEDS is a number or a range such as 1-5000")
        let names = Mutation.allCases.map(\.rawValue).joined(separator: ", ")
        print("  NAME is one of \(names)")
        exit(2)
    }
}
