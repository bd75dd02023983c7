import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Synchronization
import Testing
import Transport
import Vault

@testable import Engine
@testable import Snapshot

/// A project on a disk in memory, run with the quiet book or without it; else two of them are alike.
final class QuietWorld: Sendable {
    /// What a provider does for the length of a run.
    struct Mood: Sendable {
        /// Status of data answers for people whose name has this letter; the others are well.
        var dataFails: (status: Int, letter: Character)?
        var tokensFail: (status: Int, letter: Character)?
        /// Goes into the profiles.
        var number = 0
    }

    let files: InMemoryFileStore
    let usesBook: Bool
    private let cipher = PlainCipher()
    private let asked = Mutex<[String]>([])

    init(usesBook: Bool, at start: Date) throws {
        self.usesBook = usesBook
        let time = Time(start)
        self.time = time
        files = InMemoryFileStore(clock: { Int64(time.now.timeIntervalSince1970 * 1e9) })
        try files.replace("c/.gpg-id", with: Array("test@example.org\n".utf8), mode: 0o644)
        for (name, text) in Self.pipelines { try write(text, to: "pipelines/\(name).yml") }
    }

    /// The clock of the project and of its disk.
    final class Time: Sendable {
        private let reading: Mutex<Date>
        init(_ now: Date) { reading = Mutex(now) }
        var now: Date {
            get { reading.withLock { $0 } }
            set { reading.withLock { $0 = newValue } }
        }
    }

    let time: Time

    var vault: ConnectionVault {
        let time = time
        return ConnectionVault(directory: "c", files: files, cipher: cipher, now: { time.now })
    }

    func write(_ text: String, to path: String) throws {
        try files.replace(path, with: Array(text.utf8), mode: 0o644)
    }

    func enroll(_ user: String, _ connections: [Connection]) async throws {
        let user = try #require(UserID(user))
        let stored = try? await vault.load(user)
        var file = UserFile(user: user, connections: connections)
        let last = stored?.file.connections.map(\.generation).max() ?? -1
        for index in file.connections.indices { file.connections[index].generation = last + 1 }
        _ = try await vault.save(
            file,
            replacing: stored?.digest
        )
    }

    /// All that a run may change but what is git-ignored, and secret times that differ by nature.
    var visible: [String: [UInt8]] {
        files.files.filter { path, _ in
            !path.hasPrefix("c/.pack") && !path.hasPrefix("c/.intents")
        }
    }

    /// How many messages were opened.
    var opened: Int { cipher.openCount }

    /// What the provider was asked since this was last asked.
    var calls: [String] {
        asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    private func provider(_ mood: Mood) -> ScriptedTransport {
        let time = time
        return ScriptedTransport { request in
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            self.asked.withLock { $0.append("\(request.url) \(body)") }
            func answer(_ status: Int, _ text: String) -> ScriptedTransport.Answer {
                .success(HTTPResponse(status: status, headers: [], body: Array(text.utf8)))
            }
            let whose = "\(request.url) \(body) \(request.headers)"
            let isToken = request.url.contains("token?") || request.url.hasSuffix("/token")
            let fault = isToken ? mood.tokensFail : mood.dataFails
            if let fault, whose.contains("of-\(fault.letter)") {
                return answer(fault.status, #"{"error":"invalid_grant"}"#)
            }
            guard isToken else {
                return answer(
                    200,
                    #"{"id":"7","username":"seven","followers":\#(40 + mood.number)}"#
                )
            }
            let name = whose.split(separator: "of-").last?.prefix { $0.isLetter || $0.isNumber }
            let count = Int(time.now.timeIntervalSince1970)
            return answer(
                200,
                #"{"access_token":"access-\#(count)-of-\#(name ?? "")","expires_in":5184000}"#
            )
        }
    }

    struct Outcome {
        var passedOver = 0
        var wasEverybody = false
        /// People whose pages told already what the run found out.
        var stood = 0
        /// People who were read before all plans were made.
        var early = 0
        /// Moments at which somebody's quiet ends.
        var turns: [Date] = []
    }

    /// Everything `sync` does, but for the command line; one that `forgets` ends before it has noted
    /// anything in the book.
    func sync(
        _ mood: Mood,
        only: String? = nil,
        everything: Bool = false,
        forgets: Bool = false
    ) async throws -> Outcome {
        let time = time
        let loaded = PipelineDirectory.load(directory: "pipelines", files: files)
        let pipelines = Dictionary(loaded.definitions.map { ($0.provider, $0) }) { first, _ in first
        }
        #expect(loaded.definitions.count == Self.pipelines.count)
        let ledger = SecretLedger()
        let vault = vault
        let reader = SnapshotReader(directory: "status", files: files)
        let urls = ["long": "https://id.long.test/authorize"]
        let book = QuietBook(
            vault: vault,
            reader: reader,
            basis: loaded.sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(),
            loginURLs: urls,
            drawsBadges: true,
            history: "history/\(EventLog.name)"
        )
        let users = try vault.users()
        let selection = try #require(only.map { Selection([$0], providers: []) } ?? Selection())
        var quiet = QuietUsers()
        var standing = StandingPages()
        if usesBook {
            await vault.openPack(users: users.count)
            if vault.intentJournal().leftOver().intents.isEmpty {
                if only == nil, !everything {
                    quiet = await book.look(
                        users,
                        reader.heartbeat(),
                        now: time.now,
                        listing: false
                    )
                }
                standing = book.standing(
                    of: users,
                    besides: quiet,
                    reader.heartbeat(),
                    now: time.now
                )
            }
        }
        let memory = reader.memory(besides: quiet, knowing: standing)
        #expect(memory.records == reader.memory(besides: quiet).records)
        let writer = SnapshotWriter(directory: "status", files: files, ledger: ledger)
        let names = BadgeNames(pipelines)
        let ahead = PagesAhead(writer, standing: standing, badgeNames: names) { _, _ in true }
        var surroundings = Surroundings(
            now: { time.now },
            transport: provider(mood),
            vault: vault,
            ledger: ledger,
            environment: ["ID": "id", "SECRET": "the-app-secret", "BACK": "http://127.0.0.1/"],
            overrides: ServerOverrides()
        )
        let stood = Mutex(0)
        surroundings.foretell = { [standing] user, entries in
            if standing.files(of: user, telling: entries, by: writer) != nil {
                stood.withLock { $0 += 1 }
            }
            ahead.prepare(user, entries)
        }
        let run = PipelineRun(
            surroundings,
            pipelines: pipelines,
            brokenProviders: [],
            control: RunControl { time.now },
            width: 1
        ) { _, _, _ in }
        let report = try await run.run(
            selection,
            memory: memory,
            everything: everything,
            passingOver: quiet,
            steady: standing.steady
        )
        let builder = SnapshotBuilder(
            pipelines: pipelines,
            loginURLs: urls,
            version: "1",
            drawsBadges: true
        )
        let set = builder.build(report, over: memory)
        if !quiet.isEverybody {
            _ = EventLog(directory: "history", files: files, ledger: ledger)
                .record(set, report, over: memory)
        }
        let writing = writer.write(set, ahead: usesBook ? ahead : nil)
        #expect(writing.failures.isEmpty)
        run.settle(report)
        if usesBook, !forgets {
            await book.keep(report, writing)
            _ = await vault.closePack(keeping: try vault.users())
        }
        return Outcome(
            passedOver: quiet.users.count,
            wasEverybody: quiet.isEverybody,
            stood: stood.withLock { $0 },
            early: standing.steady.count,
            turns: report.quiet.map(\.span.until).filter { $0 < .distantFuture }
        )
    }
}
