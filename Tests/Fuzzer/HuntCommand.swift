import ArgumentParser
import Documents
import Fuzzing
import Glibc

/// Runs batches of cases, each in a process of its own, and keeps what breaks.
struct HuntCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt",
        abstract: "Run cases for a while; what breaks is made small and kept in a folder."
    )

    @Option(help: "Seconds, over all targets together.")
    var seconds = 60

    @Option(help: "One target; all of them where none is named.")
    var target: String?

    @Option(help: "The first seed; the clock's where none is given.")
    var seed: UInt64?

    @Option(help: "Cases a process.")
    var batch = 500

    @Option(help: "The folder for what breaks.")
    var output = ".fuzz"

    /// A target that breaks this often has enough to be read first.
    private static let mostFinds = 5

    func run() async throws {
        let targets = try target.map { [try TargetName.target($0)] } ?? FuzzTargets.all
        let firstSeed = seed ?? UInt64(time(nil))
        ChildLimits.say("seed \(firstSeed)")
        let end = time(nil) + seconds
        var ledger = HuntLedger()
        var round: UInt64 = 0
        // Round by round, so that a short hunt looks at every door.
        while time(nil) < end {
            for target in targets where ledger.finds(target.name) < Self.mostFinds {
                guard time(nil) < end else { break }
                try search(target, firstSeed &+ round, &ledger)
            }
            round += 1
            guard targets.contains(where: { ledger.finds($0.name) < Self.mostFinds }) else { break }
        }
        for line in ledger.lines(targets.map(\.name)) { ChildLimits.say(line) }
        if ledger.isClean { return }
        throw ExitCode.failure
    }

    /// One seed's batch, past each case that breaks.
    private func search(
        _ target: any FuzzTarget,
        _ seed: UInt64,
        _ ledger: inout HuntLedger
    ) throws {
        var first = 0
        while first < batch, ledger.finds(target.name) < Self.mostFinds {
            let outcome = try ChildRun.batch(target.name, seed, first..<batch)
            guard let broken = outcome.broken else {
                ledger.note(target.name, cases: batch - first)
                return
            }
            ledger.note(target.name, cases: broken - first + 1)
            let input = FuzzCase(target, seed: seed, number: broken).input()
            let path = "\(output)/\(target.name)-\(seed)-\(broken)"
            ChildLimits.say("\(target.name), seed \(seed), case \(broken): \(outcome.sentence)")
            let small = try Minimiser(target: target.name, outcome: outcome).smallest(input)
            try LocalFileStore().replace(path, with: small, mode: 0o644)
            ChildLimits.say("  \(input.count) bytes, \(small.count) when made small, in \(path)")
            ChildLimits.say("  again: .build/release/latchkey-fuzz try \(target.name) \(path)")
            ledger.note(find: target.name)
            first = broken + 1
        }
    }
}
