import ArgumentParser

/// Enters a data set's grants in a running sandbox.
struct SeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Enter a data set's grants in a running sandbox.",
        shouldDisplay: false
    )

    @Option var url: String
    @Option var kind: SetKind
    @Option var count: Int
    @Option var rotation = "never"

    func run() throws {
        let requests = (0..<count).map { number in
            let user = BenchUser(kind: kind, number: number)
            return WireRequest.grant(user, rotation: rotation, at: url)
        }
        let failures = try BareLoop.run(requests, atOnce: 64)
        guard failures == 0 else { throw BenchError("\(failures) grants were refused") }
    }
}
