import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine
@testable import Latchkey

@Suite("What many connections share is told once")
struct FailureGroupTests {
    private func entry(
        _ user: String,
        _ reason: FailureReason,
        _ state: ConnectionState = .degraded,
        provider: String = "spotify"
    ) throws -> RunReport.Entry {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        let key = ConnectionKey(
            user: try #require(UserID(user)),
            provider: provider,
            label: "default"
        )
        return RunReport.Entry(
            record: ConnectionRecord(key: key, state: state, reason: reason, since: now),
            before: nil,
            plan: nil,
            failure: Failure(
                .transient,
                reason,
                step: "refresh",
                detail: "of \(user): \(Advice.meaning(reason))"
            ),
            notes: [],
            didExchange: false,
            didRefresh: false,
            didRead: false
        )
    }

    private func groups(_ entries: [RunReport.Entry]) -> [FailureGroup] {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        return FailureGroup.all(
            of: RunReport(
                startedAt: now,
                endedAt: now,
                entries: entries,
                closedFiles: [],
                users: [],
                diagnostics: [],
                warnings: [],
                stopped: nil,
                isPartial: false
            )
        )
    }

    private static let names = ["ann", "ben", "cem", "dora", "emil", "fay"]

    @Test("an app's fault is one message a provider, a person's is one each")
    func app() throws {
        var entries = try Self.names.map { try entry($0, .appRefused) }
        entries += try Self.names.map { try entry($0, .revoked, .needsReconnect) }
        entries += [try entry("ann", .appRefused, provider: "x")]
        let groups = groups(entries)
        #expect(groups.count == 1 + 6 + 1)
        #expect(groups[0].title == "6 connections of spotify (ann, ben, cem and 3 more)")
        #expect(groups[0].sentence == "refresh: of ann: \(Advice.meaning(.appRefused))")
        #expect(groups[0].nextStep == Advice.nextStep(.appRefused))
        #expect(groups[1].title == "ann/spotify")
        #expect(groups[7].title == "ann/x")
    }

    @Test("two refused apps are one message, two providers that can't be reached are two")
    func few() throws {
        #expect(groups(try ["ann", "ben"].map { try entry($0, .appRefused) }).count == 1)
        #expect(groups(try ["ann", "ben"].map { try entry($0, .unreachable) }).count == 2)
        #expect(groups(try Self.names.map { try entry($0, .unreachable) }).count == 1)
        let title = groups(try ["ann", "ben"].map { try entry($0, .appRefused) }).first?.title
        #expect(title == "2 connections of spotify (ann, ben)")
    }

    @Test("who is in doubt is told apart from who is not, and what it means")
    func doubt() throws {
        var entries = try Self.names.map { try entry($0, .unreachable, .inDoubt) }
        entries += try Self.names.map { try entry("\($0)2", .unreachable) }
        let groups = groups(entries)
        #expect(groups.map(\.state) == [.inDoubt, .degraded])
        #expect(groups[0].nextStep.hasPrefix("a token may have been used up; nothing"))
        #expect(groups[1].nextStep.hasPrefix("nothing"))
    }

    @Test("who was not reached is counted elsewhere")
    func notReached() throws {
        #expect(groups([try entry("ann", .notReached)]).isEmpty)
    }
}
