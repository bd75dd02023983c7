import ArgumentParser

/// The network floor of a row: the same requests, by a bare loop.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network",
        abstract: "Time a row's requests by a bare libcurl loop; prints microseconds.",
        shouldDisplay: false
    )

    @Option var url: String
    @Option var kind: SetKind
    @Option var count: Int
    @Option var atOnce: Int
    @Flag(help: "Each user's token is refreshed before anybody's profile is read.")
    var refreshes = false

    func run() throws {
        let users = (0..<count).map { BenchUser(kind: kind, number: $0) }
        var requests = users.map { WireRequest.profile($0, at: url) }
        if refreshes { requests = users.map { WireRequest.refresh($0, at: url) } + requests }
        let started = ContinuousClock.now
        let failures = try BareLoop.run(requests, atOnce: atOnce)
        let took = started.duration(to: .now)
        guard failures == 0 else { throw BenchError("\(failures) answers were not 200") }
        print(took.microseconds)
    }
}
