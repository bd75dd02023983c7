import ArgumentParser
import Documents
import FoundationEssentials
import Vault

/// The whole bench: data sets, rows, the table, the JSON.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measure and print one table."
    )

    @Option(help: "How many users, a list: each gets rows of its own.", transform: Self.numbers)
    var users = [1000, 10_000]
    @Option(
        help: "Rows, a list: quiet, profiles, refreshes, rotation, cold, start, build.",
        transform: Self.words
    )
    var rows = Row.allCases.map(\.rawValue) + ["start"]
    @Option(help: "Milliseconds the sandbox takes for an answer, a list.", transform: Self.numbers)
    var latency = [0, 50]
    @Option(help: "Runs of each contender; of rows that gpg makes slow at most two.")
    var repeats = 3
    @Option(help: "Also write everything to this file.")
    var json: String?
    @Option(help: "Where the built programs are.")
    var programs = ".build/release"
    @Option(help: "Where data sets stay, and all else for as long as it runs.")
    var folder = ".bench"

    func validate() throws {
        let known = Row.allCases.map(\.rawValue) + ["start", "build"]
        if let row = rows.first(where: { !known.contains($0) }) {
            throw ValidationError("\(row) is no row; there are \(known.joined(separator: ", "))")
        }
        guard users.allSatisfy({ 1...9_999_999 ~= $0 }), repeats > 0 else {
            throw ValidationError("--users are from 1 to 9999999, --repeats from 1")
        }
    }

    func run() async throws {
        let shop = try await Workshop(
            folder: folder,
            programs: programs,
            sources: "Tests/Bench"
        )
        let result: Result<Report, any Error>
        do {
            result = .success(try await measure(shop))
        } catch {
            result = .failure(error)
        }
        shop.close()
        let report = try result.get()
        for line in ReportText(report).lines { print(line) }
        if let json {
            try LocalFileStore().replace(json, with: report.json.canonicalText(), mode: 0o644)
        }
    }

    private func measure(_ shop: Workshop) async throws -> Report {
        var report = Report(machine: .current, startedAt: Date())
        let lanes = GPGCipher().lanes
        report.lanes = lanes
        // Left by a bench that was interrupted.
        try shop.remove("\(shop.folder)/work")
        let rows = rows.compactMap { Row(rawValue: $0) }
        let kinds = SetKind.allCases.filter { kind in rows.contains { $0.kind == kind } }
        for count in rows.isEmpty ? [] : users {
            var port = 0
            var isPrimed = false
            for milliseconds in latency.sorted() {
                let sandbox = try SandboxProcess(
                    shop.sandbox,
                    // The same again: an address that changes would be news to every file.
                    port: port,
                    latency: milliseconds,
                    environment: shop.environment
                )
                port = sandbox.port
                let result: Result<[Comparison], any Error>
                do {
                    for kind in kinds {
                        if !isPrimed { try shop.makeSet(kind, count, lanes: lanes) }
                        try RowRun.seed(kind, count, rotation: "never", shop, sandbox)
                        if !isPrimed { try prime(kind, count, shop, sandbox) }
                    }
                    isPrimed = true
                    var comparisons: [Comparison] = []
                    // Where nothing is called, one latency is as good as another.
                    for row in rows where row.calls > 0 || milliseconds == latency.min() {
                        comparisons.append(
                            try await RowRun(
                                shop: shop,
                                sandbox: sandbox,
                                row: row,
                                users: count,
                                latency: milliseconds,
                                repeats: repeats,
                                lanes: lanes,
                                kinds: kinds
                            ).run()
                        )
                    }
                    if milliseconds == 0, report.ceiling == nil, kinds.contains(.live) {
                        report.ceiling = try await Ceiling.measure(count, shop, sandbox)
                    }
                    result = .success(comparisons)
                } catch {
                    result = .failure(error)
                }
                await sandbox.stop()
                report.comparisons += try result.get()
            }
            try shop.remove("\(shop.folder)/work")
        }
        if self.rows.contains("start") { report.start = try StartRow.measure(shop) }
        if self.rows.contains("build") { report.build = try BuildRow.measure(shop) }
        report.endedAt = Date()
        report.loadAtEnd = Machine.load
        return report
    }

    /// A first run, which opens and reads everybody, and a second that finds nothing to do.
    private func prime(
        _ kind: SetKind,
        _ count: Int,
        _ shop: Workshop,
        _ sandbox: SandboxProcess
    ) throws {
        let data = "\(shop.folder)/work/\(kind.rawValue)-\(count)"
        try shop.makeData(data, kind, count)
        Progress.say("a first run over \(count) users of the set \(kind.rawValue)")
        for _ in 0..<2 {
            try Child.must(
                RowRun.sync(data, shop, sandbox),
                environment: shop.environment
            )
        }
    }

    @Sendable private static func numbers(_ text: String) throws -> [Int] {
        try words(text).map { word in
            guard let number = Int(word), number >= 0 else {
                throw ValidationError("'\(word)' is no number")
            }
            return number
        }
    }

    @Sendable private static func words(_ text: String) throws -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
    }
}
