import Documents
import FoundationEssentials
import Transport
import Vault

/// One row with so many users at one latency: everybody in turn, turn after turn, so that a machine
/// which is busy for a while is busy for all.
struct RowRun {
    let shop: Workshop
    let sandbox: SandboxProcess
    let row: Row
    let users: Int
    let latency: Int
    let repeats: Int
    let lanes: Int
    /// Kinds that the sandbox is to know.
    let kinds: [SetKind]

    /// Latchkey's data directory, primed.
    private var data: String { "\(shop.folder)/work/\(row.kind.rawValue)-\(users)" }
    private var saved: String { data + ".saved" }
    private var peerData: String { "\(shop.folder)/work/peer" }

    func run() async throws -> Comparison {
        Progress.say("\(row.rawValue), \(users) users, \(latency) ms")
        var result = Comparison(row: row, users: users, latency: latency)
        if row == .rotation {
            try shop.remove(saved)
            try shop.copy(data, to: saved)
        }
        // Counted apart from the timed runs, and a warming-up for them.
        if row == .quiet || users <= 2000 { result.gpgCalls = try await countGPG() }
        for _ in 0..<(row.isHeavy ? min(repeats, 2) : repeats) {
            for contender in row.contenders {
                let sample = try await run(contender, &result)
                result.samples[contender, default: []].append(sample)
            }
        }
        if row == .rotation {
            // What was rotated is known to nobody any more.
            try shop.remove(data)
            try shop.copy(saved, to: data)
            try shop.remove(saved)
            try await seed(rotation: "never")
        }
        return result
    }

    private func run(
        _ contender: Contender,
        _ result: inout Comparison
    ) async throws -> Sample {
        let count = contender.sample(of: users)
        try await prepare(contender, count)
        try await sandbox.clearLog()
        var sample: Sample
        switch contender {
        case .latchkey:
            let child = try Child.must(sync(), environment: shop.environment)
            sample = Sample(microseconds: child.microseconds, peakBytes: child.peakBytes)
        case .network, .decrypt, .encrypt, .prove, .kept:
            let child = try Child.must(
                floor(contender, count, atOnce: result.mostAtOnce),
                environment: shop.environment,
                output: shop.scratch
            )
            guard let time = Int(child.output.filter { $0 != "\n" }) else {
                throw BenchError("\(contender.rawValue) prints no time")
            }
            sample = Sample(microseconds: time)
        case .plain, .script:
            let child = try Child.must(peer(contender), environment: shop.environment)
            sample = Sample(microseconds: child.microseconds, peakBytes: child.peakBytes)
        }
        let log = try await sandbox.log()
        let isGPG = [.decrypt, .encrypt, .prove, .kept].contains(contender)
        let expected = isGPG ? 0 : count * row.calls
        guard log.calls == expected else {
            throw BenchError(
                "\(row.rawValue): \(contender.rawValue) made \(log.calls) requests, not \(expected)"
            )
        }
        if contender == .latchkey {
            result.requests = log.calls
            result.connections = max(result.connections, log.connections)
            result.mostAtOnce = max(result.mostAtOnce, log.mostAtOnce)
        }
        sample.microseconds = sample.microseconds * users / count
        return sample
    }

    /// Sets the scene so that exactly the row's job is due.
    private func prepare(_ contender: Contender, _ count: Int) async throws {
        if row == .rotation { try await seed(rotation: "always") }
        switch contender {
        case .latchkey:
            if row == .rotation {
                try shop.remove(data)
                try shop.copy(saved, to: data)
            }
            if row == .cold { try shop.remove("\(data)/connections/.pack") }
        case .plain, .script:
            try shop.makeData(peerData, row.kind, count)
            // Quiet for a peer, too: everybody was read a moment ago.
            if row == .quiet { try Child.must(peer(contender), environment: shop.environment) }
        case .network, .decrypt, .encrypt, .prove, .kept: break
        }
    }

    private func sync() -> [String] {
        Self.sync(data, shop, sandbox) + (row == .quiet ? [] : ["--everything"])
    }

    /// The command line of an ordinary run.
    static func sync(_ data: String, _ shop: Workshop, _ sandbox: SandboxProcess) -> [String] {
        [
            shop.latchkey, "sync", "--data", data, "--pipelines", shop.pipelines, "--quiet",
            "--server", "spotify.accounts=\(sandbox.url)/spotify/accounts",
            "--server", "spotify.api=\(sandbox.url)/spotify/api/v1",
        ]
    }

    private func floor(_ contender: Contender, _ count: Int, atOnce: Int) -> [String] {
        let who = ["--kind", row.kind.rawValue, "--count", "\(count)"]
        guard contender != .network else {
            // What latchkey may have out, even where the sandbox is too quick for it to show.
            let most = max(atOnce, CurlConfiguration().mostCallsPerHost)
            return [shop.me, "network", "--url", sandbox.url, "--at-once", "\(most)"]
                + who + (row.calls == 2 ? ["--refreshes"] : [])
        }
        let isKept = contender == .kept
        let operation = isKept ? row == .cold ? Contender.decrypt : .encrypt : contender
        return [
            shop.me, "gpg", operation.rawValue, "--set", shop.set(row.kind), "--home",
            shop.home.path, "--recipient", shop.recipient, "--lanes", "\(lanes)",
        ] + who + (isKept ? ["--kept"] : [])
    }

    private func peer(_ contender: Contender) -> [String] {
        let name = contender == .plain ? "plain-loop.sh" : "better-script.py"
        let url = sandbox.url
        let line = [
            "\(shop.sources)/Peers/\(name)", peerData, shop.recipient,
            "\(url)/spotify/accounts", "\(url)/spotify/api/v1",
        ]
        // The limit of a usual machine: where it is higher, each gpg takes longer to start.
        return ["sh", "-c", "ulimit -S -n 1024; exec \"$@\"", "sh"] + line
    }

    private func seed(rotation: String) async throws {
        try await sandbox.reset()
        for kind in kinds {
            try Self.seed(kind, users, rotation: rotation, shop, sandbox)
        }
    }

    static func seed(
        _ kind: SetKind,
        _ users: Int,
        rotation: String,
        _ shop: Workshop,
        _ sandbox: SandboxProcess
    ) throws {
        try Child.must(
            [
                shop.me, "seed", "--url", sandbox.url, "--kind", kind.rawValue, "--count",
                "\(users)", "--rotation", rotation,
            ],
            environment: shop.environment
        )
    }

    /// Runs latchkey once with a gpg that leaves a mark each time it is started.
    private func countGPG() async throws -> Int {
        try await prepare(.latchkey, users)
        let counter = try GPGCounter(shop)
        try Child.must(sync(), environment: counter.environment)
        return try counter.count()
    }
}
